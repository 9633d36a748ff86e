import FoundationEssentials

/// A point in time, in milliseconds since 1970.
struct ShopTime: Codable, Comparable, Hashable, Sendable {
  let ms: Int64

  /// To the second, UTC.
  var rfc3339: String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }

  var seconds: Int64 { ms / 1000 }

  init(ms: Int64) {
    self.ms = ms
  }

  init(from decoder: any Decoder) throws {
    ms = try decoder.singleValueContainer().decode(Int64.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(ms)
  }

  static func < (one: ShopTime, other: ShopTime) -> Bool { one.ms < other.ms }

  static func + (time: ShopTime, addedMs: Int64) -> ShopTime { ShopTime(ms: time.ms + addedMs) }

  static func now() -> ShopTime {
    ShopTime(ms: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}
