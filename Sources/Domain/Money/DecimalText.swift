/// Strict reading and writing of decimal numbers as whole multiples of a fixed fraction.
///
/// `Decimal(string:)` reads "12abc" as 12 and "1,5" as 1; here only `-?digits[.digits]` is a number.
enum DecimalText {
  /// Twelve digits before the point hold every amount a shop can have, and leave room in 64 bits.
  static let wholeDigitsMax = 12

  /// Reads `text` as a number of `10^-scale` units, or nil if it is no such number.
  static func units(of text: String, scale: Int) -> Int64? {
    var bytes = Substring(text).utf8
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= wholeDigitsMax
    else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    guard parts.count == 1 || !fraction.isEmpty, fraction.count <= scale else { return nil }
    let padding = [UInt8](repeating: UInt8(ascii: "0"), count: scale - fraction.count)
    var units: Int64 = 0
    for byte in Array(whole) + fraction + padding {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      units = units * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    return isNegative ? -units : units
  }

  /// Writes `units` of `10^-scale` with at least `fractionDigitsMin` digits after the point.
  static func text(of units: Int64, scale: Int, fractionDigitsMin: Int) -> String {
    var digits = String(units.magnitude)
    while digits.count <= scale { digits = "0" + digits }
    let whole = digits.dropLast(scale)
    var fraction = digits.suffix(scale)
    while fraction.count > fractionDigitsMin, fraction.last == "0" { fraction.removeLast() }
    return (units < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}

/// A number that travels as a decimal string, never as a JSON number, which many languages round.
public protocol DecimalValue: Hashable, Sendable, Comparable, Codable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// Digits after the point that the value can hold.
  static var scale: Int { get }
  /// Digits after the point that its text always shows.
  static var fractionDigitsMin: Int { get }
  /// The value in units of `10^-scale`.
  var units: Int64 { get }
  init(units: Int64)
}

extension DecimalValue {
  public init?(_ text: String) {
    guard let units = DecimalText.units(of: text, scale: Self.scale) else { return nil }
    self.init(units: units)
  }

  /// For literals in code and tests alone; a malformed one is a programming error.
  public init(stringLiteral text: String) {
    guard let value = Self(text) else { preconditionFailure("\(text) is no \(Self.self)") }
    self = value
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let text = try? container.decode(String.self), let value = Self(text) else {
      throw DecodingError.unfit(
        "is not a decimal string with at most \(Self.scale) decimals, such as \"12.50\"",
        in: container)
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  public var description: String {
    DecimalText.text(of: units, scale: Self.scale, fractionDigitsMin: Self.fractionDigitsMin)
  }

  public static func < (left: Self, right: Self) -> Bool { left.units < right.units }
}
