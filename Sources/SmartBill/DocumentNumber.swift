/// A document's number, which SmartBill writes as a padded string or as an integer
/// (`smartbill-api.md` §4.7, §5).
struct DocumentNumber: Decodable, Equatable {
  /// What SmartBill pads numbers to.
  static let digitsMin = 4

  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      let digits = String(number)
      text = String(repeating: "0", count: max(0, Self.digitsMin - digits.count)) + digits
    } else {
      text = try container.decode(String.self).trimmed
    }
  }

  var value: Int? { Int(text) }
}
