import Domain
import Synchronization

/// An inbox in memory, whose answer a test may write: it can fail, or wait.
public final class ScriptedInbox: Inbox {
  /// Runs before a delivery is recorded; what it throws is the answer.
  public typealias Script = @Sendable (Delivery) async throws(StoreError) -> Void

  private let script: Script
  private let kept = Mutex<[Delivery]>([])
  private let uses = Mutex<[SecretUse]>([])
  private let asked = Mutex(0)

  public init(script: @escaping Script = { _ throws(StoreError) in }) {
    self.script = script
  }

  /// All that were answered without an error, duplicates included.
  public var deliveries: [Delivery] { kept.withLock { $0 } }

  /// How many were offered, those under way and refused included.
  public var offeredCount: Int { asked.withLock { $0 } }

  public func accept(_ delivery: Delivery) async throws(StoreError) -> Acceptance {
    asked.withLock { $0 += 1 }
    try await script(delivery)
    return kept.withLock { kept in
      let first = kept.first { $0.shop == delivery.shop && $0.event == delivery.event }
      kept.append(delivery)
      guard let first else { return .new }
      return first.body == delivery.body ? .duplicate : .conflict
    }
  }

  /// Every use that was noted, in order.
  public var notedUses: [SecretUse] { uses.withLock { $0 } }

  public func note(_ uses: [SecretUse]) async throws(StoreError) {
    self.uses.withLock { $0 += uses }
  }

  public func secretUses() async throws(StoreError) -> [SecretUse] { notedUses }

  public func events(_ filter: EventFilter) async throws(StoreError) -> [EventRecord] { [] }

  public func event(_ id: EventID, of shop: ShopID) async throws(StoreError) -> EventDetail? { nil }
}
