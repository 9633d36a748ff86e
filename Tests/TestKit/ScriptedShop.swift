import Domain
import Synchronization

/// A shop in memory, which keeps what it is told and answers as a test scripts it.
public final class ScriptedShop: ShopConnector {
  private let state = Mutex<(notices: [StoredNotice], readings: [NoticeReading])>(([], []))

  public init() {}

  /// Every delivery, failed ones too.
  public var notices: [StoredNotice] { state.withLock { $0.notices } }

  /// What the next deliveries are answered; then `received` again.
  public func answer(_ readings: NoticeReading...) {
    state.withLock { $0.readings += readings }
  }

  public func deliver(_ notice: StoredNotice, at now: Timestamp) async -> NoticeReading {
    state.withLock { state in
      state.notices.append(notice)
      return state.readings.isEmpty ? .received : state.readings.removeFirst()
    }
  }
}
