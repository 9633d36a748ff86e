/// The parameters of a query string, form-decoded; names are case-sensitive, and the first of a
/// repeated name counts.
struct Query: Sendable {
  private var values: [String: String] = [:]

  init(_ text: String) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.decoded(parts[0])
      guard values[name] == nil else { continue }
      values[name] = parts.count == 2 ? Self.decoded(parts[1]) : ""
    }
  }

  /// Nil when absent or empty.
  subscript(name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }

  /// Reads what was sent under one name as if it had come under another, unless that came too.
  mutating func take(_ name: String, as other: String) {
    guard let value = values[name], values[other] == nil else { return }
    values[other] = value
  }

  /// A `+` is a space; a broken escape stays as it is.
  private static func decoded(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
        let high = nibble(bytes[position + 1]), let low = nibble(bytes[position + 2])
      {
        decoded.append(high << 4 | low)
        position += 3
      } else {
        let isPlus = bytes[position] == UInt8(ascii: "+")
        decoded.append(isPlus ? UInt8(ascii: " ") : bytes[position])
        position += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
