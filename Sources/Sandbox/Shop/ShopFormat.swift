/// How numbers and dates are shown to a Romanian reader.
enum ShopFormat {
  /// "1.234,50 lei".
  static func lei(_ amount: ShopAmount, currency: String = "RON") -> String {
    let bani = amount.tenThousandths / 100
    // Prices may have more than two decimals; those are shown as they were written.
    guard bani * 100 == amount.tenThousandths else {
      return amount.text.replacing(".", with: ",") + unit(currency)
    }
    let text = ShopAmount(bani: Int64(bani.magnitude)).text
    var grouped = ""
    for (offset, digit) in text.dropLast(3).reversed().enumerated() {
      if offset > 0, offset.isMultiple(of: 3) { grouped.append(".") }
      grouped.append(digit)
    }
    return (bani < 0 ? "−" : "") + String(grouped.reversed()) + "," + text.suffix(2)
      + unit(currency)
  }

  static func lei(bani: Int64, currency: String) -> String {
    lei(ShopAmount(bani: bani), currency: currency)
  }

  /// "2", "1,5".
  static func plain(_ amount: ShopAmount) -> String {
    guard amount.text.contains(".") else { return amount.text }
    var text = amount.text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text.replacing(".", with: ",")
  }

  /// "23.11.2026" of an RFC 3339 time; anything else as it is.
  static func date(_ rfc3339: String) -> String {
    let parts = rfc3339.prefix(10).split(separator: "-")
    guard parts.count == 3, rfc3339.prefix(10).count == 10 else { return rfc3339 }
    return parts.reversed().joined(separator: ".")
  }

  private static func unit(_ currency: String) -> String {
    "\u{00A0}" + (currency == "RON" ? "lei" : currency)
  }
}
