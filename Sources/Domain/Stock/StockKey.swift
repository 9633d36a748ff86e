/// What a product is known by: its code, or its title. Two are the same to the byte alone: `25xl` is
/// not `25XL`, for SmartBill tells them apart (`smartbill-api.md` §8).
public struct StockKey: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }

  /// Nothing can be found by it.
  var isBlank: Bool { text.isBlankToTheEye }

  /// Swift's strings are also equal where they only look alike.
  public static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }

  /// As SQL sorts texts: by their bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// The same for keys that differ only in case, in marks on letters, in letters and digits that look
  /// alike (`O` and `0`, `I` and `1`), in spaces, or in what can't be seen; and hardly ever for others.
  /// Good for telling a person alone: nothing is found by it.
  var nearHash: UInt64 {
    text.utf8.allSatisfy { $0 < 0x80 }
      ? Self.hash(of: text.utf8) : Self.hash(of: PlainText.near(text).utf8)
  }

  /// FNV-1a, of 64 bits, of the capitals, digits and signs among the bytes.
  private static func hash(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      guard byte > UInt8(ascii: " "), byte != 0x7F else { return hash }
      return (hash ^ UInt64(looks(of: byte))) &* 0x100_0000_01B3
    }
  }

  private static func looks(of byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "O"), UInt8(ascii: "o"): UInt8(ascii: "0")
    case UInt8(ascii: "I"), UInt8(ascii: "i"): UInt8(ascii: "1")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & ~0x20
    default: byte
    }
  }
}
