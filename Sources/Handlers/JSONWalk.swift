import FoundationEssentials

/// Walks over the tokens of JSON, without recursion, to find what `JSONDecoder` lets pass: nesting
/// deeper than ours ever is, and a key that stands twice in one object, of which readers take
/// different ones.
///
/// It is total, and no judge of the grammar: what is no JSON the decoder refuses afterwards.
struct JSONWalk {
  /// An order's line lies at level 5; more is no order, but work for whoever reads it.
  static let levelsMax = 64

  enum Fault: Error, CustomStringConvertible {
    case tooDeep
    case repeatedKey(offset: Int)

    var description: String {
      switch self {
      case .tooDeep: "the body is nested deeper than \(levelsMax) levels"
      case .repeatedKey(let offset): "the same key stands twice in one object, at byte \(offset)"
      }
    }
  }

  private struct Level {
    let isObject: Bool
    var awaitsKey: Bool
    var keys: Set<String> = []
  }

  private let bytes: [UInt8]
  private var levels: [Level] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter bytes: UTF-8.
  static func check(_ bytes: [UInt8]) throws(Fault) {
    var walk = JSONWalk(bytes)
    try walk.run()
  }

  private mutating func run() throws(Fault) {
    var offset = 0
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "{"): try enter(isObject: true)
      case UInt8(ascii: "["): try enter(isObject: false)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
      case UInt8(ascii: ","): awaitKey(levels.last?.isObject == true)
      case UInt8(ascii: ":"): awaitKey(false)
      case UInt8(ascii: "\""):
        let end = endOfString(from: offset)
        try note(stringAt: offset..<end)
        offset = end
      default: break
      }
      offset += 1
    }
  }

  private mutating func enter(isObject: Bool) throws(Fault) {
    guard levels.count < Self.levelsMax else { throw .tooDeep }
    levels.append(Level(isObject: isObject, awaitsKey: isObject))
  }

  private mutating func awaitKey(_ isAwaited: Bool) {
    guard !levels.isEmpty else { return }
    levels[levels.count - 1].awaitsKey = isAwaited
  }

  /// The offset of the closing quote, or the end of it all.
  private func endOfString(from start: Int) -> Int {
    var offset = start + 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(offset, bytes.count)
  }

  private mutating func note(stringAt range: Range<Int>) throws(Fault) {
    guard let level = levels.last, level.awaitsKey else { return }
    guard levels[levels.count - 1].keys.insert(key(at: range)).inserted else {
      throw .repeatedKey(offset: range.lowerBound)
    }
  }

  /// As the decoder reads it: escapes are another spelling of the same key.
  private func key(at range: Range<Int>) -> String {
    let spelling = bytes[range].dropFirst()
    if spelling.contains(UInt8(ascii: "\\")), range.upperBound < bytes.count,
      let key = try? JSONDecoder().decode(
        String.self, from: Data(bytes[range.lowerBound...range.upperBound]))
    {
      return key
    }
    return String(decoding: spelling, as: UTF8.self)
  }
}
