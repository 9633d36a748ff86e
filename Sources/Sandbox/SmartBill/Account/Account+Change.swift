/// What becomes of documents that there are: cancelled, restored, deleted (smartbill-api.md §5, §8).
extension Account {
  enum Cancellation: Equatable {
    case cancelled, alreadyCancelled
  }

  /// Cancels a document. Its number stays used, and what it sold goes back to the stock.
  mutating func cancel(
    _ kind: DocumentKind, series: String, number: String
  ) throws(Refusal) -> Cancellation {
    let document = try existing(kind, series: series, number: number)
    guard !document.isCancelled else { return .alreadyCancelled }
    let loading = stornos(of: document).filter { !$0.isCancelled && !$0.stockMoves.isEmpty }
    guard loading.isEmpty else {
      throw .stornosLoadStock(document.name, loading.map(\.name).joined(separator: ", "))
    }
    try unload(document)
    change(document.id) { $0.isCancelled = true }
    return .cancelled
  }

  enum Restoration: Equatable {
    case restored, notNeeded
  }

  /// Takes a cancellation back; what the document sold leaves the stock again.
  mutating func restore(
    _ kind: DocumentKind, series: String, number: String
  ) throws(Refusal) -> Restoration {
    let document = try existing(kind, series: series, number: number)
    guard document.isCancelled else { return .notNeeded }
    if let reversed = document.reverses,
      documents.contains(where: { $0.id == reversed.id && $0.isCancelled })
    {
      throw .restoreReversedFirst(document.name, reversed.name)
    }
    var stock = stock
    for move in document.stockMoves {
      let left = stock.available(move.product, in: move.warehouse, on: move.date) + move.quantity
      guard !left.isNegative else {
        throw .stockTooLow(for: stock.nomenclature[move.product].name)
      }
      stock.add(move)
    }
    self.stock = stock
    change(document.id) { $0.isCancelled = false }
    return .restored
  }

  /// Deletes a document and, when it is the last of its series, gives its number back. An invoice
  /// must be; for a proforma, neither official text has such a rule (smartbill-api.md §12).
  mutating func delete(
    _ kind: DocumentKind = .invoice, series name: String, number: String, at now: Int
  ) throws(Refusal) -> IssuedDocument {
    let document = try existing(kind, series: name, number: number)
    let series = series(kind, named: name)
    let isLast = number == series?.lastNumber
    guard isLast || kind == .estimate else { throw .notLastInSeries(name, number) }
    try unload(document)
    if isLast, let series { giveBackNumber(of: series) }
    return remove(document, at: now)
  }

  func existing(
    _ kind: DocumentKind, series: String, number: String
  ) throws(Refusal) -> IssuedDocument {
    guard let document = document(kind, series: series, number: number) else {
      throw .unknown(kind, series, number)
    }
    return document
  }

  /// Gives back what a document moved; a storno's goods may have been sold meanwhile.
  private mutating func unload(_ document: IssuedDocument) throws(Refusal) {
    guard !document.isCancelled else { return }
    var stock = stock
    stock.takeBack(movesOf: document.id)
    for move in document.stockMoves
    where stock.available(move.product, in: move.warehouse, on: move.date).isNegative {
      throw .stockTooLow(for: stock.nomenclature[move.product].name)
    }
    self.stock = stock
  }
}
