/// Dates as the API writes them, `yyyy-MM-dd`.
enum CalendarDate {
  /// Whether the text names a day that exists.
  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10])
    else { return false }
    return year > 0 && (1...12).contains(month) && day >= 1 && day <= days(of: month, year)
  }

  /// `23/11/2026`, as SmartBill's texts write it.
  static func slashed(_ text: String) -> String {
    text.split(separator: "-").reversed().joined(separator: "/")
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.reduce(0) { sum, digit in
      guard let sum, (0x30...0x39).contains(digit) else { return nil }
      return sum * 10 + Int(digit - 0x30)
    }
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
