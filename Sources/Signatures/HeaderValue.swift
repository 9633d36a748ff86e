/// The only value of a header among those received.
enum HeaderValue {
  static func single(
    _ name: String, in headers: [(name: String, value: String)]
  ) throws(MalformedReason) -> [UInt8] {
    let wanted = Array(name.utf8)
    let found = headers.filter { matches(wanted, $0.name) }
    guard let first = found.first else { throw .missing(header: name) }
    guard found.count == 1 else { throw .repeated(header: name) }
    return Array(first.value.utf8)
  }

  static func isPresent(_ name: String, in headers: [(name: String, value: String)]) -> Bool {
    let wanted = Array(name.utf8)
    return headers.contains { matches(wanted, $0.name) }
  }

  private static func matches(_ wanted: [UInt8], _ name: String) -> Bool {
    wanted.elementsEqual(name.utf8) { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ character: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character) ? character | 0x20 : character
  }
}
