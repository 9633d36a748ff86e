/// How often a document or a payment was sent, may have left, and was proven not to exist. Kept for
/// good, whatever asks for it again.
public struct Absences: Codable, Sendable, Equatable {
  public var count: Int
  /// When its first call ended of which nobody knew what became; nil where that is clear by now.
  public var doubtedAt: Timestamp?
  /// It isn't sent again before.
  public var againAt: Timestamp?

  public init(count: Int = 0, doubtedAt: Timestamp? = nil, againAt: Timestamp? = nil) {
    self.count = count
    self.doubtedAt = doubtedAt
    self.againAt = againAt
  }
}
