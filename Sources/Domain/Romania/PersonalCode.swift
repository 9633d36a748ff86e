/// A person's code (CNP), whose last digit proves the others.
public enum PersonalCode {
  private static let weights = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]

  /// Thirteen digits: sex and century, the day of birth, county, number, control digit.
  public static func isValid(_ text: String) -> Bool {
    let digits = text.utf8.map { Int($0) - Int(UInt8(ascii: "0")) }
    guard digits.count == weights.count + 1, digits.allSatisfy((0...9).contains), digits[0] != 0
    else { return false }
    let (month, day) = (digits[3] * 10 + digits[4], digits[5] * 10 + digits[6])
    guard (1...12).contains(month), (1...31).contains(day) else { return false }
    let remainder = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    return digits[12] == (remainder == 10 ? 1 : remainder)
  }
}
