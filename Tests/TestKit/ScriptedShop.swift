import Domain
import Synchronization

/// A shop in memory, which keeps what it is told and answers as a test scripts it.
public final class ScriptedShop: ShopConnector {
  private let state = Mutex<(notices: [StoredNotice], readings: [NoticeReading])>(([], []))

  private struct Stock {
    var batches: [StockBatch] = []
    var readings: [StockBatchReading] = []
    var silentAt: StockKey?
  }

  private let stock = Mutex(Stock())

  private let beforeAnswer: @Sendable () async -> Void

  /// - Parameter beforeAnswer: runs while a delivery is under way.
  public init(beforeAnswer: @escaping @Sendable () async -> Void = {}) {
    self.beforeAnswer = beforeAnswer
  }

  /// Every batch of stock, failed ones too.
  public var batches: [StockBatch] { stock.withLock { $0.batches } }

  /// What the next batches are answered; then each product `updated`.
  public func answerStock(_ readings: StockBatchReading...) {
    stock.withLock { $0.readings += readings }
  }

  /// A product at which it hangs: it answers no batch that names it.
  public func hang(at key: StockKey?) {
    stock.withLock { $0.silentAt = key }
  }

  public func apply(_ batch: StockBatch, at now: Timestamp) async -> StockBatchReading {
    stock.withLock { stock in
      stock.batches.append(batch)
      guard stock.readings.isEmpty else { return stock.readings.removeFirst() }
      if let key = stock.silentAt, batch.content.items.contains(where: { $0.key == key }) {
        return .silent(Failure(.shopUnreachable, detail: "timedOut"))
      }
      return .answered(
        batch.content.items.map { StockAnswer(key: $0.key, result: .updated) })
    }
  }

  /// Every delivery, failed ones too.
  public var notices: [StoredNotice] { state.withLock { $0.notices } }

  /// What the next deliveries are answered; then `received` again.
  public func answer(_ readings: NoticeReading...) {
    state.withLock { $0.readings += readings }
  }

  public func deliver(_ notice: StoredNotice, at now: Timestamp) async -> NoticeReading {
    await beforeAnswer()
    return state.withLock { state in
      state.notices.append(notice)
      return state.readings.isEmpty ? .received : state.readings.removeFirst()
    }
  }
}
