/// A decimal number with 8 decimals, exact: amounts, quantities, percentages.
struct ExactNumber: Comparable, Sendable {
  static let decimals = 8
  private static let one: Int128 = 100_000_000

  /// The digits before the point that a request may use. With 400 lines of at most 10^8 × 10^8
  /// every product below stays under 4 × 10^36, so none can overflow 128 bits.
  static let integerDigitsMax = 8

  /// The number times 10^8.
  private var units: Int128

  private init(units: Int128) {
    self.units = units
  }

  init(_ integer: Int) {
    units = Int128(integer) * Self.one
  }

  /// The text of a JSON number, exponent included; further decimals round half away from zero.
  /// Nil when it has more than ``integerDigitsMax`` digits before the point.
  init?(jsonNumber text: String) {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
    guard let whole = mantissa.first else { return nil }
    let digits = mantissa.joined().compactMap(\.wholeNumberValue)
    let zeros = digits.prefix { $0 == 0 }.count
    guard zeros < digits.count else {
      units = 0
      return
    }
    // An exponent that doesn't fit four characters is far out of reach either way.
    let exponentText = parts.count > 1 ? parts[1].drop { $0 == "+" } : "0"
    let isTiny = exponentText.hasPrefix("-")
    let exponent =
      exponentText.count <= 4 ? Int(exponentText) ?? 0 : (isTiny ? -1 : 1) * Self.exponentFar
    let point = whole.count + exponent
    guard point - zeros <= Self.integerDigitsMax else { return nil }

    var magnitude: Int128 = 0
    let kept = point + Self.decimals
    for place in 0..<max(kept, 0) {
      magnitude = magnitude * 10 + Int128(place < digits.count ? digits[place] : 0)
    }
    if kept >= 0, kept < digits.count, digits[kept] >= 5 { magnitude += 1 }
    units = text.hasPrefix("-") ? -magnitude : magnitude
  }

  private static let exponentFar = 1_000_000_000

  static let zero = ExactNumber(0)

  var isNegative: Bool { units < 0 }

  /// Nil unless whole and within `Int32`.
  var integer: Int? {
    guard units % Self.one == 0 else { return nil }
    return Int32(exactly: units / Self.one).map(Int.init)
  }

  static func < (one: ExactNumber, other: ExactNumber) -> Bool { one.units < other.units }

  static func + (one: ExactNumber, other: ExactNumber) -> ExactNumber {
    ExactNumber(units: one.units + other.units)
  }

  static func += (one: inout ExactNumber, other: ExactNumber) { one = one + other }

  static func - (one: ExactNumber, other: ExactNumber) -> ExactNumber {
    ExactNumber(units: one.units - other.units)
  }

  static prefix func - (one: ExactNumber) -> ExactNumber { ExactNumber(units: -one.units) }

  /// The product, rounded once, half away from zero.
  func times(_ other: ExactNumber, decimals: Int) -> ExactNumber {
    Self.divided(units * other.units, by: Self.one, decimals: decimals)
  }

  /// `self × numerator ÷ denominator`, rounded once, half away from zero.
  func times(
    _ numerator: ExactNumber, over denominator: ExactNumber, decimals: Int
  ) -> ExactNumber {
    Self.divided(units * numerator.units, by: denominator.units, decimals: decimals)
  }

  func rounded(to decimals: Int) -> ExactNumber {
    Self.divided(units, by: 1, decimals: decimals)
  }

  private static func divided(
    _ dividend: Int128, by divisor: Int128, decimals: Int
  ) -> ExactNumber {
    let step = power(10, Self.decimals - decimals)
    let (quotient, remainder) = (dividend.magnitude).quotientAndRemainder(
      dividingBy: divisor.magnitude * UInt128(step))
    let isHalfOrMore = remainder * 2 >= divisor.magnitude * UInt128(step)
    let magnitude = Int128(quotient + (isHalfOrMore ? 1 : 0)) * step
    return ExactNumber(units: (dividend < 0) != (divisor < 0) ? -magnitude : magnitude)
  }

  private static func power(_ base: Int128, _ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }

  /// Plain decimal text with exactly so many decimals: `131.00`.
  func text(decimals: Int) -> String {
    let value = rounded(to: decimals).units
    let digits = String(value.magnitude / UInt128(Self.power(10, Self.decimals - decimals)))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    let fraction = decimals == 0 ? "" : ".\(padded.suffix(decimals))"
    return (value < 0 ? "-" : "") + whole + fraction
  }

  /// Plain decimal text with at least so many decimals, and as many as the number needs.
  func text(atLeast decimals: Int = 0) -> String {
    let needed = (decimals...Self.decimals).first { rounded(to: $0) == self } ?? Self.decimals
    return text(decimals: needed)
  }
}
