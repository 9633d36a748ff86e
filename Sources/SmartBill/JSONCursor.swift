/// Walks over JSON and takes out what is wanted, without a tree of all of it: an answer about the
/// stock has tens of megabytes.
///
/// What is passed over is not judged, but for its brackets and quotes.
struct JSONCursor {
  enum Fault: Error, Equatable { case malformed(offset: Int) }

  /// Deeper than any answer of SmartBill's.
  private static let levelsMax = 32

  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var fault: Fault { .malformed(offset: offset) }

  /// The next byte that is no space; nil at the end.
  mutating func peek() -> UInt8? {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) throws(Fault) {
    guard peek() == byte else { throw fault }
    offset += 1
  }

  /// The members of an object; `body` takes or skips each one's value.
  mutating func object(
    _ body: (inout JSONCursor, String) throws(Fault) -> Void
  ) throws(Fault) {
    try take(UInt8(ascii: "{"))
    if peek() == UInt8(ascii: "}") { return offset += 1 }
    while true {
      let key = try string()
      try take(UInt8(ascii: ":"))
      try body(&self, key)
      guard try hasMore(until: UInt8(ascii: "}")) else { return }
    }
  }

  /// The elements of an array; `body` takes or skips each.
  mutating func array(_ body: (inout JSONCursor) throws(Fault) -> Void) throws(Fault) {
    try take(UInt8(ascii: "["))
    if peek() == UInt8(ascii: "]") { return offset += 1 }
    while true {
      try body(&self)
      guard try hasMore(until: UInt8(ascii: "]")) else { return }
    }
  }

  private mutating func hasMore(until end: UInt8) throws(Fault) -> Bool {
    let byte = peek()
    guard byte == UInt8(ascii: ",") || byte == end else { throw fault }
    offset += 1
    return byte != end
  }

  mutating func string() throws(Fault) -> String {
    try take(UInt8(ascii: "\""))
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        defer { offset += 1 }
        let text = UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
        guard let string = String(validating: text, as: UTF8.self) else { throw fault }
        return string
      case UInt8(ascii: "\\"): return try escaped(from: start)
      default: offset += 1
      }
    }
    throw fault
  }

  private mutating func escaped(from start: Int) throws(Fault) -> String {
    var text = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw fault }
        return string
      case UInt8(ascii: "\\"): try unescape(into: &text)
      default: text.append(byte)
      }
    }
    throw fault
  }

  private mutating func unescape(into text: inout [UInt8]) throws(Fault) {
    guard offset < bytes.count else { throw fault }
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): try appendScalar(to: &text)
    default: throw fault
    }
  }

  private mutating func appendScalar(to text: inout [UInt8]) throws(Fault) {
    var value = try unit()
    if (0xD800..<0xDC00).contains(value), offset + 1 < bytes.count,
      bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
    {
      offset += 2
      let low = try unit()
      guard (0xDC00..<0xE000).contains(low) else { throw fault }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = UnicodeScalar(value) else { throw fault }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func unit() throws(Fault) -> UInt32 {
    guard offset + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
    else { throw fault }
    offset += 4
    return value
  }

  /// The bytes of a value that is neither text, list nor object: a number, `true`, `null`.
  mutating func word() throws(Fault) -> UnsafeRawBufferPointer {
    _ = peek()
    let start = offset
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09:
        guard offset > start else { throw fault }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
      default: offset += 1
      }
    }
    guard offset > start else { throw fault }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
  }

  /// Passes over a value, whatever it is.
  mutating func skip() throws(Fault) {
    var levels = 0
    repeat {
      switch peek() {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        levels += 1
        offset += 1
        guard levels <= Self.levelsMax else { throw fault }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        levels -= 1
        offset += 1
        guard levels >= 0 else { throw fault }
      case UInt8(ascii: "\""): try skipString()
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard levels > 0 else { throw fault }
        offset += 1
      case nil: throw fault
      default: _ = try word()
      }
    } while levels > 0
  }

  private mutating func skipString() throws(Fault) {
    offset += 1
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""): return offset += 1
      case UInt8(ascii: "\\"): offset += 2
      default: offset += 1
      }
    }
    throw fault
  }

  /// A value as text, if it is one or a number; empty for `null`.
  mutating func text() throws(Fault) -> String {
    guard peek() != UInt8(ascii: "\"") else { return try string() }
    let word = String(decoding: try word(), as: UTF8.self)
    return word == "null" ? "" : word
  }
}
