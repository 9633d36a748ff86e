import Domain

/// Puts the service's own names in the place of a shop's titles, where goods are told apart by them.
struct TitleLookup: Sendable {
  let invoicing: any Invoicing
  let time: any TimeSource
  private let book = StockBook()

  init(invoicing: any Invoicing, time: any TimeSource) {
    self.invoicing = invoicing
    self.time = time
  }

  enum Result: Equatable {
    case spelled(DocumentDraft)
    /// A person must mend the order, the stock or the settings.
    case unfit(Failure)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// A storno says what its invoice says.
  func result(for draft: DocumentDraft, of account: AccountID) async -> Result {
    switch draft {
    case .order(let draft): await result(for: draft, of: account)
    case .storno: .spelled(draft)
    }
  }

  private func result(for draft: InvoiceDraft, of account: AccountID) async -> Result {
    guard draft.terms.products?.identifiedBy == .title, let name = draft.terms.warehouse,
      draft.order.lines.contains(where: { $0.kind == .product })
    else { return .spelled(.order(draft)) }
    guard draft.corrects == nil else {
      return await result(forRefund: draft, in: name, of: account)
    }
    let warehouse = StockBook.Warehouse(account: account, name: name)
    let known = book.spelling(in: warehouse, at: time.now(), ageMax: StockBook.ageMax)
    if let known, case .spelled(let spelled) = Self.spelled(draft, by: known) {
      return .spelled(spelled)
    }
    // What isn't found may have come in since.
    return await result(for: draft, in: warehouse)
  }

  /// What is given back is named as its invoice names it; used up, it stands in no stock any more.
  private func result(
    forRefund draft: InvoiceDraft, in warehouse: String, of account: AccountID
  ) async -> Result {
    let lines = draft.correctedRequest.flatMap(invoicing.lines(askedForBy:))?.lines ?? []
    var (spelled, isWhole) = (draft, true)
    let invoiced = StockSpelling(lines.filter(\.isGoods).map(\.name))
    for (index, line) in draft.order.lines.enumerated() where line.kind == .product {
      if case .name(let name) = invoiced.match(for: line.name) {
        spelled.order.lines[index].name = name
      } else {
        isWhole = false
      }
    }
    if isWhole { return .spelled(.order(spelled)) }
    return await result(for: spelled, in: StockBook.Warehouse(account: account, name: warehouse))
  }

  /// By a list that is as new as may be.
  private func result(for draft: InvoiceDraft, in warehouse: StockBook.Warehouse) async -> Result {
    let recent = book.spelling(in: warehouse, at: time.now(), ageMax: StockBook.ageOfDoubtMax)
    if let recent { return Self.spelled(draft, by: recent) }
    switch await invoicing.stockedNames(
      in: warehouse.name, of: draft.series.cif, on: draft.issuedOn, for: warehouse.account)
    {
    case .known(let names):
      let spelling = StockSpelling(names)
      book.keep(spelling, of: warehouse, at: time.now())
      return Self.spelled(draft, by: spelling)
    case .refused(let failure): return .unfit(failure)
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
  }

  static func spelled(_ draft: InvoiceDraft, by spelling: StockSpelling) -> Result {
    var spelled = draft
    for (index, line) in draft.order.lines.enumerated() where line.kind == .product {
      switch spelling.match(for: line.name) {
      case .name(let name): spelled.order.lines[index].name = name
      // Of a refund it may be used up: its name stays as the shop has it.
      case .none where draft.corrects != nil: continue
      case .none: return .unfit(Failure(.productNotInStock, detail: "lines[\(index)].name"))
      case .several(let names):
        return .unfit(
          Failure(
            .productAmbiguous, detail: "lines[\(index)].name fits \(names.count) products"))
      }
    }
    return .spelled(.order(spelled))
  }
}
