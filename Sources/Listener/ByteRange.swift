/// What of a document a `Range` header asks for (RFC 9110 §14).
enum ByteRange: Equatable {
  case whole
  case part(Range<Int>)
  case unsatisfiable

  /// A header that isn't one range of bytes asks for nothing that must be heeded: the whole is
  /// sent, as the RFC lets a server do with several ranges.
  init(_ header: String?, of byteCount: Int) {
    self = header.flatMap { Self.range($0, of: byteCount) } ?? .whole
  }

  private static func range(_ header: String, of byteCount: Int) -> ByteRange? {
    let unit = "bytes="
    guard header.lowercased().hasPrefix(unit) else { return nil }
    let parts = header.dropFirst(unit.count).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    switch (number(parts[0]), number(parts[1])) {
    case (nil, let suffix?) where parts[0].isEmpty:
      return suffix > 0 && byteCount > 0
        ? .part(max(0, byteCount - suffix)..<byteCount) : .unsatisfiable
    case (let first?, nil) where parts[1].isEmpty:
      return first < byteCount ? .part(first..<byteCount) : .unsatisfiable
    case (let first?, let last?) where first <= last:
      return first < byteCount ? .part(first..<min(last, byteCount - 1) + 1) : .unsatisfiable
    default: return nil
    }
  }

  /// Digits alone; more than a document has bytes is only too many.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    return Int(text) ?? .max
  }
}
