/// What tells our document from any other: printed on it, and unique by shop, order and revision.
///
/// A PDF's text is wrapped and hyphenated as its renderer likes; so a reference holds no white
/// space and no hyphen but the space that it is known with, and says itself where it ends.
public struct InvoiceReference: Codable, Sendable, Hashable, Comparable, CustomStringConvertible {
  /// `[PUNTE magazin/1001/0]`; of another kind than an invoice `[PUNTE magazin/1001/proforma/0]` or
  /// `[PUNTE magazin/1001/refund/R7/0]`.
  public let text: String

  public init(_ key: InvoiceKey) {
    let kind = key.kind == .invoice ? [] : [key.kind.rawValue]
    let item = key.item.isEmpty ? [] : [key.item]
    let names = [key.shop.rawValue, key.order.rawValue] + kind + item
    text =
      "\(Self.opening) "
      + (names.map(Self.escaped) + ["\(key.revision)"]).joined(separator: "/")
      + Self.closing
  }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }

  public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// All that stand in a document's text, however its lines are broken.
  public static func all(in text: String) -> Set<InvoiceReference> {
    var references: Set<InvoiceReference> = []
    var rest = text.utf8.filter { !Self.isWhiteSpace($0) }[...]
    while let start = rest.firstRange(of: opening.utf8) {
      rest = rest[start.upperBound...]
      guard let end = rest.prefix(bytesMax).firstIndex(of: closing.utf8.first!) else { continue }
      let inside = String(decoding: rest[..<end], as: UTF8.self)
      references.insert(Self(text: "\(opening) \(inside)\(closing)"))
    }
    return references
  }

  /// Whether a text, printed beside a reference, may be read as one.
  public static func mayBeRead(in text: String) -> Bool {
    text.utf8.filter { !isWhiteSpace($0) }.firstRange(of: Array(opening.utf8)) != nil
  }

  private init(text: String) { self.text = text }

  private static let opening = "[PUNTE"
  private static let closing = "]"
  /// A shop, an order and an item of 100 characters each, four bytes to a character, each byte
  /// escaped.
  private static let bytesMax = 4096

  /// All but letters, digits, points and underscores, percent-encoded.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    // A form feed ends a page of text.
    byte == UInt8(ascii: " ") || (0x09...0x0d).contains(byte)
  }
}
