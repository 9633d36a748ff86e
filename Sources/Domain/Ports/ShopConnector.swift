/// What a shop must be able to do: take a notice.
public protocol ShopConnector: Sendable {
  /// Sends a notice once, signed, with the notice's own id.
  func deliver(_ notice: StoredNotice, at now: Timestamp) async -> NoticeReading
}

public enum NoticeReading: Sendable, Equatable {
  /// Any 2xx.
  case received
  /// 410: no more of these, ever.
  case gone
  /// Anything else; `retryAfter` is what the shop asked for.
  case failed(Failure, retryAfter: Duration?)
}
