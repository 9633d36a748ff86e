import Domain

/// The text of a settings file, from its bytes: UTF-8, with or without a byte order mark. All else is
/// refused with its place, or an editor's code page would change words that SmartBill and shops
/// compare to the letter.
enum SettingsBytes {
  static func text(of bytes: [UInt8], file: String) -> Result<String, SettingsErrors> {
    let start = bytes.starts(with: mark) ? mark.count : 0
    if let name = otherEncoding(of: bytes) {
      let complaint = SettingsComplaint(
        .both("e \(name), nu UTF-8", "is \(name), not UTF-8"),
        remedy: .both(
          "salvați-l ca UTF-8 în editor",
          "save it as UTF-8 in your editor, or run iconv -f \(name) -t UTF-8 on it"))
      return .failure(error(complaint, at: 0, of: bytes, file))
    }
    let content = bytes[start...]
    guard let text = String(validating: content, as: UTF8.self) else {
      let place = validCount(of: content)
      let byte = String(content[start + place], radix: 16, uppercase: true)
      let shown = "0x\(byte.count == 1 ? "0" : "")\(byte)"
      let complaint = SettingsComplaint(
        .both(
          "are un octet care nu e UTF-8 (\(shown))", "holds a byte that isn't UTF-8 (\(shown))"),
        remedy: .both(
          "salvați fișierul ca UTF-8 în editor și verificați litera de aici: a fost scrisă cu altă "
            + "codificare, de exemplu Windows-1250",
          "save the file as UTF-8 in your editor, and see that the letter here is right: it was "
            + "written in another code page, such as Windows-1250"))
      return .failure(error(complaint, at: place, of: Array(content), file))
    }
    if let lost = content.firstRange(of: replacement) {
      let complaint = SettingsComplaint(
        .both(
          "are semnul U+FFFD în locul unei litere pierdute",
          "holds the sign U+FFFD in place of a letter that was lost"),
        remedy: .both(
          "scrieți litera din nou și salvați fișierul ca UTF-8",
          "write the letter again, and save the file as UTF-8"))
      return .failure(
        error(complaint, at: lost.lowerBound - start, of: Array(content), file))
    }
    return .success(text)
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// As `iconv` calls it; nil for what may be UTF-8. A settings file begins with ASCII, of which
  /// UTF-16 and UTF-32 make zeros.
  private static func otherEncoding(of bytes: [UInt8]) -> String? {
    let start = Array(bytes.prefix(4))
    if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    guard start.count == 4 else { return nil }
    switch start.map({ $0 == 0 }) {
    case [false, true, true, true]: return "UTF-32LE"
    case [true, true, true, false]: return "UTF-32BE"
    case [false, true, false, true]: return "UTF-16LE"
    case [true, false, true, false]: return "UTF-16BE"
    default: return nil
    }
  }

  /// How many bytes there are before the first that is no UTF-8.
  private static func validCount(of bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var count = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      count += UTF8.width(scalar)
    }
    return min(count, bytes.count - 1)
  }

  private static func error(
    _ complaint: SettingsComplaint, at place: Int, of bytes: [UInt8], _ file: String
  ) -> SettingsErrors {
    let before = String(decoding: bytes[..<place], as: UTF8.self).unicodeScalars
    // As YAML counts: a line ends with LF, CR, or both.
    var (line, column) = (1, 1)
    var last: Unicode.Scalar?
    for scalar in before {
      if scalar == "\n" && last == "\r" {
        // It belongs to the one before it.
      } else if scalar == "\n" || scalar == "\r" {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
      last = scalar
    }
    return SettingsErrors([
      SettingsError(
        place: .file(file, line: line, column: column), path: "", problem: complaint.problem,
        remedy: complaint.remedy)
    ])
  }
}
