extension Endpoint {
  /// `GET /stocks`: what lay in the warehouses at the end of a day. No filter is everything; a name
  /// or a code finds a product in all warehouses; what isn't found is an empty list
  /// (smartbill-api.md §8).
  static func listStocks(company: Company) -> Endpoint {
    asking("GET", "/stocks", name: "stocks", company: company) {
      call, account, _ throws(Refusal) in
      guard account.rules.hasStockModule else { throw .noStockModule }
      guard let date = call.query["date"] else { throw .noStockDate }
      guard CalendarDate.isValid(date) else { throw .badStockDate }
      let usesCodes = account.rules.usesProductCodes
      let levels = try levels(in: account.stock, on: date, call.query).filter { level in
        let (name, code) = (call.query["productName"], call.query["productCode"])
        let hasName = name.map { $0.lowercased() == level.product.name.lowercased() }
        let hasCode = code.map { usesCodes && $0 == level.product.code }
        return hasName ?? true && hasCode ?? true
      }
      let list = account.stock.warehouses.compactMap { warehouse -> JSONValue? in
        let held = levels.filter { $0.warehouse == warehouse }
        guard !held.isEmpty else { return nil }
        return [
          "warehouse": [
            "warehouseName": .string(warehouse.name),
            "warehouseType": .string(warehouse.kind.rawValue),
          ],
          "products": .array(held.map { product($0, withCode: usesCodes) }),
        ]
      }
      return Envelope.success(with: ("list", .array(list)))
    }
  }

  /// `GET /stocks/ecom/`: today's stock of a warehouse, as the official plugin pulls it: of each
  /// product four values, in this order (smartbill-api.md §3.2).
  static func listShopStocks(company: Company) -> Endpoint {
    asking("GET", "/stocks/ecom", name: "stocks/ecom", company: company) {
      call, account, mark throws(Refusal) in
      guard account.rules.hasStockModule else { throw .noStockModule }
      let levels = try levels(in: account.stock, on: mark.today, call.query)
      let products = levels.map { level -> JSONValue in
        [
          .string(level.product.name), .string(level.product.code),
          .string(level.product.unit), .number(level.quantity.text()),
        ]
      }
      return Envelope.success(with: ("products", .array(products)))
    }
  }

  private static func levels(
    in stock: Stock, on date: String, _ query: Query
  ) throws(Refusal) -> [Stock.Level] {
    let levels = stock.levels(on: date)
    guard let name = query["warehouseName"] else { return levels }
    guard let warehouse = stock.warehouse(named: name) else { throw .unknownWarehouse(name) }
    return levels.filter { $0.warehouse == warehouse }
  }

  /// The code is only there where the company uses codes.
  private static func product(_ level: Stock.Level, withCode: Bool) -> JSONValue {
    [
      "productName": .string(level.product.name),
      "productCode": .string(withCode ? level.product.code : ""),
      "measuringUnit": .string(level.product.unit), "quantity": .number(level.quantity.text()),
    ]
  }
}
