import Domain

/// A document's number, which SmartBill writes as a padded string or as an integer
/// (`smartbill-api.md` §4.7, §5).
struct DocumentNumber: Decodable, Equatable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      text = number < 0 ? "\(number)" : InvoiceNumber.text(of: number)
    } else if let number = try? container.decode(Double.self) {
      // No document has such a number; whoever reads it must see it.
      text = "\(number)"
    } else {
      text = try container.decode(String.self).trimmed
    }
  }

  /// nil if it is no number that a document can have.
  var value: Int? { InvoiceNumber.value(of: text) }
}
