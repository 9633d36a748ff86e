import Foundation

/// One HTTP answer as it came over the wire.
struct RawAnswer: Equatable {
  let status: Int
  /// Names in lower case.
  let headers: [String: String]
  let body: String
  /// The whole answer but for its `Date`.
  let undated: String

  /// nil while it isn't whole.
  init?(_ bytes: [UInt8], hasBody: Bool = true) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    status = Int(lines[0].split(separator: " ")[1]) ?? 0
    headers = Dictionary(
      uniqueKeysWithValues: lines.dropFirst().map { line in
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
      })
    body = String(text[end.upperBound...])
    // 304 may name the length of what it doesn't send.
    let length = hasBody && status != 304 ? Int(headers["content-length"] ?? "0") : 0
    guard body.utf8.count == length else { return nil }
    undated = lines.filter { !$0.lowercased().hasPrefix("date:") }.joined(separator: "\n") + body
  }

  /// How much may be read without touching the next answer: a byte at a time in the head.
  static func bytesMissing(in bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n"),
      let match = text.lowercased().firstMatch(of: /content-length: (\d+)/),
      let length = Int(match.1)
    else { return 1 }
    return max(1, length - text[end.upperBound...].utf8.count)
  }
}
