import Domain
import Synchronization

/// A warehouse in memory, whose next readings a test may script.
public final class ScriptedStock: StockSource {
  private let state = Mutex(
    (
      rows: [StockLevel](), readings: [StockReading](), calls: 0,
      meanwhile: (@Sendable () async -> Void)?.none
    ))

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

  /// What happens once, while the next call is under way: it is answered as it was before.
  public func meanwhile(_ body: @escaping @Sendable () async -> Void) {
    state.withLock { $0.meanwhile = body }
  }

  public func stock(of account: AccountID, in warehouses: [String]) async -> StockReading {
    let (reading, meanwhile) = state.withLock { state in
      state.calls += 1
      defer { state.meanwhile = nil }
      return (
        state.readings.isEmpty ? .rows(state.rows) : state.readings.removeFirst(), state.meanwhile
      )
    }
    await meanwhile?()
    return reading
  }
}
