import Domain

/// An answer about the stock, of either form (`smartbill-api.md` §8, §3.2), as rows. Prices, which
/// neither form is known to hold, would be passed over unread.
struct StockRows {
  /// In each form a row a product and warehouse.
  private(set) var rows: [StockLevel] = []
  /// Not empty where SmartBill refuses.
  private(set) var errorText = ErrorText("")
  /// Whether there was a list, if an empty one.
  private(set) var hasList = false
  /// Products whose quantity can't be read.
  private(set) var unreadable = 0

  /// - Parameter warehouse: rows that are said to be of another are left out.
  init(_ body: [UInt8], of warehouse: String) throws(JSONCursor.Fault) {
    let result = body.withUnsafeBytes { bytes -> Result<StockRows, JSONCursor.Fault> in
      var cursor = JSONCursor(bytes)
      var rows = StockRows()
      do throws(JSONCursor.Fault) {
        try rows.readRoot(&cursor, warehouse)
        guard cursor.peek() == nil else { throw .malformed(offset: cursor.offset) }
        return .success(rows)
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  private init() {}

  private mutating func readRoot(
    _ cursor: inout JSONCursor, _ warehouse: String
  ) throws(JSONCursor.Fault) {
    try cursor.object { (cursor, key) throws(JSONCursor.Fault) in
      switch (key, cursor.peek()) {
      case ("errorText", UInt8(ascii: "\"")): errorText = ErrorText(try cursor.string())
      case ("list", UInt8(ascii: "[")):
        hasList = true
        try cursor.array { (cursor) throws(JSONCursor.Fault) in
          try readWarehouse(&cursor, warehouse)
        }
      case ("products", UInt8(ascii: "[")):
        hasList = true
        try readProducts(&cursor)
      // The wrapper of SmartBill's XML days.
      case ("stocks", UInt8(ascii: "{")), ("sbcResponse", UInt8(ascii: "{")):
        try readRoot(&cursor, warehouse)
      default: try cursor.skip()
      }
    }
  }

  /// `{"warehouse": {"warehouseName": …}, "products": […]}`, in whatever order.
  private mutating func readWarehouse(
    _ cursor: inout JSONCursor, _ wanted: String
  ) throws(JSONCursor.Fault) {
    let start = rows.count
    var name: String?
    try cursor.object { (cursor, key) throws(JSONCursor.Fault) in
      switch (key, cursor.peek()) {
      case ("warehouse", UInt8(ascii: "{")):
        try cursor.object { (cursor, key) throws(JSONCursor.Fault) in
          if key == "warehouseName" { name = try cursor.text() } else { try cursor.skip() }
        }
      case ("products", UInt8(ascii: "[")): try readProducts(&cursor)
      default: try cursor.skip()
      }
    }
    if let name, StockKey(name) != StockKey(wanted) { rows.removeSubrange(start...) }
  }

  private mutating func readProducts(_ cursor: inout JSONCursor) throws(JSONCursor.Fault) {
    try cursor.array { (cursor) throws(JSONCursor.Fault) in
      var row = StockLevel(code: "", name: "", unit: "", quantity: .zero)
      var quantity: Quantity?
      switch cursor.peek() {
      case UInt8(ascii: "["):
        // Name, code, unit, quantity, in this order.
        var position = 0
        try cursor.array { (cursor) throws(JSONCursor.Fault) in
          defer { position += 1 }
          switch position {
          case 0: row.name = try cursor.text()
          case 1: row.code = try cursor.text()
          case 2: row.unit = try cursor.text()
          case 3: quantity = try Self.quantity(&cursor)
          default: try cursor.skip()
          }
        }
      default:
        try cursor.object { (cursor, key) throws(JSONCursor.Fault) in
          switch key {
          case "productName": row.name = try cursor.text()
          case "productCode": row.code = try cursor.text()
          case "measuringUnit": row.unit = try cursor.text()
          case "quantity": quantity = try Self.quantity(&cursor)
          default: try cursor.skip()
          }
        }
      }
      guard let quantity else { return unreadable += 1 }
      row.quantity = quantity
      rows.append(row)
    }
  }

  /// Nil, and passed over, where it is no number.
  private static func quantity(_ cursor: inout JSONCursor) throws(JSONCursor.Fault) -> Quantity? {
    switch cursor.peek() {
    case UInt8(ascii: "\""):
      let text = try cursor.string()
      return Quantity(number: text.utf8)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try cursor.skip()
      return nil
    default: return Quantity(number: try cursor.word())
    }
  }
}
