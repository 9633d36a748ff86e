/// A Romanian company's fiscal code (CUI), whose last digit proves the others.
public enum FiscalCode {
  private static let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2]

  /// With or without `RO` before it; two to ten digits.
  public static func isValid(_ text: String) -> Bool {
    let digits = (text.hasPrefix("RO") ? text.dropFirst(2) : text[...]).utf8.map {
      Int($0) - Int(UInt8(ascii: "0"))
    }
    guard (2...10).contains(digits.count), digits.allSatisfy((0...9).contains),
      let control = digits.last, digits.first != 0
    else { return false }
    let sum = zip(digits.dropLast().reversed(), weights.reversed()).reduce(0) {
      $0 + $1.0 * $1.1
    }
    return sum * 10 % 11 % 10 == control
  }
}
