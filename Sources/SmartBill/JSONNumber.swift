import Domain
import FoundationEssentials

/// A decimal value as a JSON number of the same digits, never by way of binary floating point.
struct JSONNumber<Value: DecimalValue>: Encodable, Equatable, Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    // JSONEncoder writes a Decimal by its digits; these are built from integers, not parsed.
    let number = Decimal(
      sign: value.units < 0 ? .minus : .plus, exponent: -Value.scale,
      significand: Decimal(value.units.magnitude))
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}
