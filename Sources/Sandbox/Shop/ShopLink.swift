/// Addresses: the shop's own, and those it is told.
enum ShopLink {
  static func order(_ id: String) -> String {
    "/orders/" + encoded(id)
  }

  /// An address that may be linked to: only of the web, so never a script.
  static func web(_ address: String?) -> String? {
    guard let address else { return nil }
    let lowercased = address.lowercased()
    return lowercased.hasPrefix("https://") || lowercased.hasPrefix("http://") ? address : nil
  }

  /// Per cent encodes everything that RFC 3986 does not call unreserved.
  static func encoded(_ segment: String) -> String {
    var encoded = ""
    for byte in segment.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  /// Reads a segment of a path; nil when it is not per cent encoded UTF-8.
  static func decoded(_ segment: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(segment.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard
        rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
