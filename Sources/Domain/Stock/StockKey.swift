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
  var isBlank: Bool { !text.utf8.contains { $0 > UInt8(ascii: " ") } }

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

  /// The same for keys that differ only in the case of ASCII letters, and hardly ever for others.
  var foldedHash: UInt64 {
    // FNV-1a, of 64 bits.
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      return (hash ^ UInt64(isUpper ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
  }
}
