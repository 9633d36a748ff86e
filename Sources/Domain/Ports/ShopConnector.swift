/// What a shop must be able to do: take a notice, and take stock.
public protocol ShopConnector: Sendable {
  /// Sends a notice once, signed, with the notice's own id.
  func deliver(_ notice: StoredNotice, at now: Timestamp) async -> NoticeReading

  /// Sends a batch of stock once, signed, with the batch's own id; sent again, it is answered as the
  /// first time.
  func apply(_ batch: StockBatch, at now: Timestamp) async -> StockBatchReading
}

public enum StockBatchReading: Sendable, Equatable {
  /// Any 2xx, with what the shop says of each product that it names.
  case answered([StockAnswer])
  /// 410: no more of these, ever.
  case gone
  /// The request left and no answer came in time, nor any whole one: one product may be what the shop
  /// hangs or breaks at.
  case silent(Failure)
  /// 429 or 503: the shop as a whole can take no more now, whatever the products.
  case overloaded(Failure, retryAfter: Duration?)
  /// Anything else; `retryAfter` is what the shop asked for.
  case failed(Failure, retryAfter: Duration?)
}

public enum NoticeReading: Sendable, Equatable {
  /// Any 2xx.
  case received
  /// 410: no more of these, ever.
  case gone
  /// Another 4xx, but for those that say “later”.
  case refused(Failure, retryAfter: Duration?)
  /// Anything else; `retryAfter` is what the shop asked for.
  case failed(Failure, retryAfter: Duration?)
}
