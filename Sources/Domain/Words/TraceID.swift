/// Names one event's way through Punte, from the webhook to the callback: a trace id as the W3C's
/// Trace Context has it, so that it fits what a shop's own tools write.
public struct TraceID: Hashable, Sendable, Codable, CustomStringConvertible {
  /// 32 hexadecimal digits in lower case, not all of them zero.
  public let text: String

  static let digitCount = 32
  private static let spanDigitCount = 16

  /// nil if it is none.
  public init?(_ text: String) {
    guard Self.isID(text, digitCount: Self.digitCount) else { return nil }
    self.text = text
  }

  /// Of the header `traceparent`; nil where it isn't as the W3C has it, which is then as if it
  /// weren't there.
  public init?(traceparent: String) {
    let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4, Self.areDigits(parts[0], count: 2), parts[0] != "ff",
      Self.isID(parts[2], digitCount: Self.spanDigitCount), Self.areDigits(parts[3], count: 2),
      // Version 00 ends here; a later one may go on.
      parts.count == 4 || parts[0] != "00"
    else { return nil }
    self.init(parts[1])
  }

  /// Made of two words of chance.
  public init(_ high: UInt64, _ low: UInt64) {
    text = Self.digits(of: high) + Self.digits(of: low == 0 ? 1 : low)
  }

  public static func random() -> TraceID {
    TraceID(.random(in: .min ... .max), .random(in: .min ... .max))
  }

  /// The header `traceparent` of a request that belongs to the trace.
  ///
  /// - Parameter span: names the request.
  public func traceparent(span: UInt64) -> String {
    "00-\(text)-\(Self.digits(of: span == 0 ? 1 : span))-01"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = TraceID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "is no trace id")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  public var description: String { text }

  private static func isID(_ text: String, digitCount: Int) -> Bool {
    areDigits(text, count: digitCount) && text.contains { $0 != "0" }
  }

  /// Lower case alone, as the W3C has it.
  private static func areDigits(_ text: String, count: Int) -> Bool {
    text.utf8.count == count
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }

  private static func digits(of word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: spanDigitCount - digits.count) + digits
  }
}
