import Domain
import Synchronization

/// A warehouse in memory, whose next readings a test may script.
public final class ScriptedStock: StockSource {
  private let state = Mutex(
    (rows: [StockLevel](), readings: [StockReading](), calls: 0))

  public init() {}

  public var calls: Int { state.withLock { $0.calls } }

  /// What there is from now on, by code.
  public func set(_ levels: [String: Quantity]) {
    state.withLock {
      $0.rows = levels.map { code, quantity in
        StockLevel(code: code, name: "Produs \(code)", unit: "buc", quantity: quantity)
      }
    }
  }

  /// What the next calls are answered; then what there is.
  public func answer(_ readings: StockReading...) {
    state.withLock { $0.readings += readings }
  }

  public func stock(of account: AccountID, in warehouses: [String]) async -> StockReading {
    state.withLock { state in
      state.calls += 1
      return state.readings.isEmpty ? .rows(state.rows) : state.readings.removeFirst()
    }
  }
}
