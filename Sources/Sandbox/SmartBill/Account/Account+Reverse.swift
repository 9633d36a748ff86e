extension Account {
  /// Issues the storno of an invoice: all of it with the sign turned, under the next number of the
  /// same series. What it sold comes back to the stock.
  ///
  /// The storno says which invoice it reverses; the invoice's mentions and `aviz` stay on the
  /// invoice, since no source says that they are carried over.
  mutating func reverse(
    _ request: StornoRequest, body: String, mark: Mark
  ) throws(Refusal) -> IssuedDocument {
    try demandRoom()
    try rules.demand(.addInvoices)
    guard let number = request.number else { throw .noNumberToReverse }
    guard let name = request.series else { throw .noSeriesToReverse }
    let invoice = try existing(.invoice, series: name, number: number)
    guard invoice.reverses == nil else { throw .stornoCantReverse(invoice.name) }
    guard !invoice.isCancelled else { throw .cancelledCantReverse(invoice.name) }
    guard stornos(of: invoice).allSatisfy(\.isCancelled) else { throw .alreadyReversed }
    let issueDate = request.issueDate ?? mark.today
    guard issueDate >= invoice.issueDate else { throw .stornoTooEarly }
    guard let series = series(.invoice, named: name) else { throw .unknownSeries }

    let lines = invoice.lines.map(\.reversed)
    let id = takeID()
    let moves = invoice.stockMoves.map { move in
      StockMove(
        product: move.product, warehouse: move.warehouse, quantity: -move.quantity,
        date: issueDate, milliseconds: mark.milliseconds, document: id)
    }
    for move in moves { stock.add(move) }
    let storno = IssuedDocument(
      id: id, hash: mark.hash, series: series.name, number: takeNumber(of: series),
      issuedMilliseconds: mark.milliseconds, issueDate: issueDate, client: invoice.client,
      currency: invoice.currency, lines: lines,
      totals: DocumentTotals(of: lines, rounding: rules.rounding), stockMoves: moves,
      reverses: (invoice.id, invoice.name), requestBody: body)
    add(storno)
    return storno
  }

  func stornos(of invoice: IssuedDocument) -> [IssuedDocument] {
    documents.filter { $0.reverses?.id == invoice.id }
  }
}

extension DocumentLine {
  fileprivate var reversed: DocumentLine {
    var line = self
    line.quantity = -quantity
    line.value = -value
    line.vat = -vat
    return line
  }
}
