/// Reads RFC 8259 JSON strictly: no comments, no trailing comma, no leading zero, valid UTF-8.
struct JSONParser {
  /// The body isn't JSON. SmartBill says no more than that, so neither does this.
  struct Malformed: Error {}

  /// Deeper nesting is refused, since this parser recurses; the API's documents need 4.
  static let depthMax = 64

  private var bytes: [UInt8]
  private var position = 0

  static func parse(_ bytes: [UInt8]) throws(Malformed) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Malformed() }
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.count else { throw Malformed() }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Malformed) {
    guard take(character) else { throw Malformed() }
  }

  private mutating func value(depth: Int) throws(Malformed) -> JSONValue {
    guard depth < Self.depthMax else { throw Malformed() }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(Malformed) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw Malformed() }
    position += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(Malformed) -> JSONObject {
    var members: [JSONObject.Member] = []
    try expect("{")
    skipSpace()
    if take("}") { return JSONObject(members: []) }
    while true {
      skipSpace()
      let name = try string()
      skipSpace()
      try expect(":")
      members.append(JSONObject.Member((name, try value(depth: depth + 1))))
      skipSpace()
      if take("}") { return JSONObject(members: members) }
      try expect(",")
    }
  }

  private mutating func array(depth: Int) throws(Malformed) -> [JSONValue] {
    var values: [JSONValue] = []
    try expect("[")
    skipSpace()
    if take("]") { return [] }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return values }
      try expect(",")
    }
  }

  private mutating func digits() throws(Malformed) {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw Malformed() }
  }

  private mutating func number() throws(Malformed) -> String {
    let start = position
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func string() throws(Malformed) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
      case 0..<0x20: throw Malformed()
      default: text.append(byte)
      }
    }
    throw Malformed()
  }

  private mutating func escape() throws(Malformed) -> [UInt8] {
    guard let byte = next else { throw Malformed() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return try utf16Escape()
    default: throw Malformed()
    }
  }

  /// A surrogate without its pair becomes U+FFFD, as a lenient decoder would have it.
  private mutating func utf16Escape() throws(Malformed) -> [UInt8] {
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: #"\u"#.utf8) {
      let before = position
      position += 2
      let second = try hexadecimal()
      if UTF16.isTrailSurrogate(second) { units.append(second) } else { position = before }
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private mutating func hexadecimal() throws(Malformed) -> UInt16 {
    guard position + 4 <= bytes.count else { throw Malformed() }
    let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
    guard text.allSatisfy(\.isHexDigit), let unit = UInt16(text, radix: 16) else {
      throw Malformed()
    }
    position += 4
    return unit
  }
}
