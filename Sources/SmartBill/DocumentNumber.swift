import Domain

/// A document's number, which SmartBill writes as a padded string or as an integer
/// (`smartbill-api.md` §4.7, §5).
struct DocumentNumber: Decodable, Equatable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      text = InvoiceNumber.text(of: number)
    } else {
      text = try container.decode(String.self).trimmed
    }
  }

  var value: Int? { Int(text) }
}
