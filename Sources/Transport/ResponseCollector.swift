import HTTPTypes

/// An answer as it comes in, within its bounds.
struct ResponseCollector {
  private(set) var status: Int?
  private(set) var headers = HTTPFields()
  private(set) var body: [UInt8] = []
  private(set) var isTooLarge = false
  private var headerBytes = 0
  private var isInHeader = false
  private let bodyBytesMax: Int

  init(bodyBytesMax: Int) {
    self.bodyBytesMax = bodyBytesMax
  }

  /// Takes one line of the header; false once there is too much of it.
  ///
  /// A status line begins anew, for a final answer may follow interim ones. Trailers and what can't
  /// be a header are left out.
  mutating func take(headerLine bytes: UnsafeRawBufferPointer) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= TransportLimits.headerBytesMax else {
      isTooLarge = true
      return false
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) }
      headers = HTTPFields()
      isInHeader = true
    } else if line == "\r\n" || line == "\n" {
      isInHeader = false
    } else if isInHeader, let field = Self.field(line) {
      headers.append(field)
    }
    return true
  }

  /// Takes a part of the body; false once there is too much of it.
  mutating func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= bodyBytesMax - body.count else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  private static func field(_ line: String) -> HTTPField? {
    guard let colon = line.firstIndex(of: ":"), let name = HTTPField.Name(String(line[..<colon]))
    else { return nil }
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    let end = value.lastIndex { !$0.isWhitespace }
    return HTTPField(name: name, value: end.map { String(value[...$0]) } ?? "")
  }
}
