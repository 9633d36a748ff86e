/// An exact decimal of the contract (an amount, a quantity or a VAT rate), kept as it was written.
///
/// Read strictly: an optional minus, one to nine digits, then at most four decimals after a ".".
struct ShopAmount: Sendable {
  let text: String
  let tenThousandths: Int64

  static let scale: Int64 = 10_000
  static let integerDigitsMax = 9
  static let decimalDigitsMax = 4

  init?(_ text: String) {
    let negative = text.hasPrefix("-")
    let parts = text.utf8.dropFirst(negative ? 1 : 0)
      .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let integer = parts[0]
    let decimals = parts.count > 1 ? parts[1] : parts[0].prefix(0)
    guard
      (1...Self.integerDigitsMax).contains(integer.count),
      parts.count == 1 || (1...Self.decimalDigitsMax).contains(decimals.count)
    else { return nil }

    var value: Int64 = 0
    let padding = repeatElement(
      UInt8(ascii: "0"), count: Self.decimalDigitsMax - decimals.count)
    for digit in Array(integer) + Array(decimals) + Array(padding) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    self.text = text
    self.tenThousandths = negative ? -value : value
  }

  /// An amount in bani, written with two decimals.
  init(bani: Int64) {
    let digits = String(bani.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    text = (bani < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
    tenThousandths = bani * 100
  }
}

extension ShopAmount: Equatable {
  static func == (one: ShopAmount, other: ShopAmount) -> Bool {
    one.tenThousandths == other.tenThousandths
  }
}

extension ShopAmount: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let amount = ShopAmount(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "Not a decimal with at most four decimals.")
    }
    self = amount
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension ShopAmount: ExpressibleByStringLiteral {
  /// For amounts written in this program; one that can't be read stops it.
  init(stringLiteral text: StaticString) {
    guard let amount = ShopAmount("\(text)") else { preconditionFailure("not an amount: \(text)") }
    self = amount
  }
}
