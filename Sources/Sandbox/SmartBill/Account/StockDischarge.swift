/// Takes what a document sells out of the stock, line by line, or refuses (smartbill-api.md §7.5,
/// §8).
struct StockDischarge {
  let rules: AccountRules
  /// `Factura FCT 0042`
  let document: String
  let documentID: Int
  let date: String
  let milliseconds: Int

  /// Services and discounts move nothing. What one line takes, the next finds gone.
  func take(_ products: [ProductRequest], outOf stock: inout Stock) throws(Refusal) -> [StockMove] {
    guard rules.hasStockModule else { throw refused(.noStockModule) }
    var taken: [StockMove] = []
    for (index, line) in products.enumerated() where !line.isService && !line.isDiscount {
      let move = try move(of: line, at: index + 1, stock: stock)
      stock.add(move)
      taken.append(move)
      let keepsName = rules.stockNames == .kept || rules.usesProductCodes && line.usesStockName
      if !keepsName, let name = line.name { stock.rename(move.product, to: name) }
    }
    return taken
  }

  private func move(
    of line: ProductRequest, at position: Int, stock: Stock
  ) throws(Refusal) -> StockMove {
    let name = line.name ?? ""
    guard !line.warehouse.isEmpty else { throw refused(.noWarehouse(of: name)) }
    guard let warehouse = stock.warehouse(named: line.warehouse) else {
      throw refused(.unknownWarehouse(line.warehouse, of: name))
    }
    guard
      let product = stock.product(
        named: name, code: line.code, usesCodes: rules.usesProductCodes), stock.hasMoved(product)
    else {
      if rules.usesProductCodes,
        let other = stock.product(named: name, code: "", usesCodes: false), stock.hasMoved(other)
      {
        let known = stock.nomenclature[other]
        throw refused(.otherCode(known.name, known.code))
      }
      throw refused(.neverPurchased(name))
    }
    let unit = stock.nomenclature[product].unit
    guard line.unit == unit || line.unit == Stock.unitOfNomenclature else {
      throw refused(.wrongUnit(line.unit ?? "", of: name))
    }
    if let first = stock.importDate(of: warehouse.name), date < first {
      throw refused(.beforeImport(warehouse.name, first))
    }
    let quantity = line.quantity ?? .zero
    guard quantity <= stock.available(product, in: warehouse.name, on: date) else {
      throw refused(.stockTooLow(for: name, at: position, document: document, date: date))
    }
    return StockMove(
      product: product, warehouse: warehouse.name, quantity: -quantity, date: date,
      milliseconds: milliseconds, document: documentID)
  }

  private func refused(_ refusal: Refusal) -> Refusal {
    Refusal(status: rules.stockRefusalStatus, text: refusal.text)
  }
}
