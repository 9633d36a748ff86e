import Domain
import FoundationEssentials

/// `stock.changed`: what a shop is to have of each product. The same bytes at each attempt.
struct StockBody: Encodable {
  let type = "stock.changed"
  let timestamp: String
  let data: Content

  struct Content: Encodable {
    let sequence: Int64
    let asOf: String
    let identifyBy: ProductIdentity
    let hiddenCategory: String?
    let items: [Item]

    enum CodingKeys: String, CodingKey {
      case sequence, items
      case asOf = "as_of"
      case identifyBy = "identify_by"
      case hiddenCategory = "hidden_category"
    }

    /// What is unknown is null, never left out.
    func encode(to encoder: any Encoder) throws {
      var content = encoder.container(keyedBy: CodingKeys.self)
      try content.encode(sequence, forKey: .sequence)
      try content.encode(asOf, forKey: .asOf)
      try content.encode(identifyBy, forKey: .identifyBy)
      try content.encode(hiddenCategory, forKey: .hiddenCategory)
      try content.encode(items, forKey: .items)
    }
  }

  struct Item: Encodable {
    let code: String
    let name: String
    let unit: String
    let stock: Quantity
  }

  init(_ batch: StockBatch) {
    timestamp = batch.createdAt.description
    data = Content(
      sequence: batch.sequence, asOf: batch.asOf.description,
      identifyBy: batch.content.identity, hiddenCategory: batch.content.hiddenCategory,
      items: batch.content.items.map {
        Item(code: $0.code, name: $0.name, unit: $0.unit, stock: $0.quantity)
      })
  }

  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self))
    }
  }
}
