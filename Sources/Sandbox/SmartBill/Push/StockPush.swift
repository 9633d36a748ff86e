import Foundation

/// What SmartBill tells a shop about stock that has moved: only what moved, and how much there is
/// now (smartbill-api.md §11). Nothing signs it, and no source knows of a second try.
struct StockPush: Sendable {
  struct Target: Equatable, Sendable {
    var url: URL
    var token: String

    init?(url text: String, token: String) {
      guard let url = URL(string: text), ["http", "https"].contains(url.scheme),
        url.host != nil
      else { return nil }
      self.url = url
      self.token = token
    }
  }

  var target: Target
  /// None is the message that tries whether anybody is there.
  var levels: [Stock.Level]

  var body: JSONValue {
    let products = levels.map { level -> JSONValue in
      [
        "productName": .string(level.product.name), "productCode": .string(level.product.code),
        "warehouse": .string(level.warehouse.name), "quantity": .number(level.quantity.text()),
      ]
    }
    return ["products": .array(products)]
  }

  /// What was told, and what was answered, for a test to look at.
  struct Log: Sendable {
    struct Entry: Sendable {
      var body: String
      /// Nil when nobody answered.
      var status: Int?
      var milliseconds: Int
    }

    /// Entries kept.
    static let entriesMax = 10_000

    private(set) var entries: [Entry] = []

    mutating func add(_ entry: Entry) {
      // Dropping a tenth at once keeps adding cheap.
      if entries.count >= Self.entriesMax { entries.removeFirst(Self.entriesMax / 10) }
      entries.append(entry)
    }
  }
}
