extension Quantity {
  /// Reads a number as JSON writes it, or the same as a text: SmartBill sends both
  /// (`smartbill-api.md` §8). Beyond four decimals it is rounded, half away from nothing: such
  /// digits are the noise of a sum of binary fractions.
  ///
  /// Nil for anything else, and for more than any warehouse holds.
  public init?(number bytes: some Collection<UInt8>) {
    var (units, fraction, point, exponent) = (Int64(0), 0, false, 0)
    var (digits, isRounded) = (0, false)
    var index = bytes.startIndex
    let isNegative = index != bytes.endIndex && bytes[index] == UInt8(ascii: "-")
    if isNegative { index = bytes.index(after: index) }
    scan: while index != bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = Int64(byte - UInt8(ascii: "0"))
        if fraction < Self.scale {
          guard units <= Self.unitsReadMax else { return nil }
          units = units * 10 + digit
          if point { fraction += 1 }
        } else if !isRounded {
          units += digit >= 5 ? 1 : 0
          isRounded = true
        }
      case UInt8(ascii: "."):
        guard !point, digits > 0 else { return nil }
        point = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard let read = Self.exponent(bytes[index...]) else { return nil }
        exponent = read
        break scan
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    exponent += Self.scale - fraction
    while exponent > 0 {
      guard units <= Self.unitsReadMax else { return nil }
      units *= 10
      exponent -= 1
    }
    while exponent < 0, units > 0 {
      units = exponent == -1 ? (units + 5) / 10 : units / 10
      exponent += 1
    }
    self.init(units: isNegative ? -units : units)
  }

  /// A digit more still fits 64 bits, and is a hundred thousand million pieces.
  private static let unitsReadMax = Int64.max / 100

  private static func exponent(_ bytes: some Collection<UInt8>) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let exponent = Int(text), (-99...99).contains(exponent) else { return nil }
    return exponent
  }
}
