import Domain
import Logging
import ServiceLifecycle
import Synchronization

/// When each secret was last used: in memory at each delivery, and in the store now and then, so
/// that a delivery costs no second write.
public final class SecretUses: Sendable {
  private struct Key: Hashable {
    let shop: ShopID
    let fingerprint: String
  }

  private let unsaved = Mutex<[Key: Timestamp]>([:])

  public init() {}

  func note(shop: ShopID, fingerprint: String, at now: Timestamp) {
    unsaved.withLock { $0[Key(shop: shop, fingerprint: fingerprint)] = now }
  }

  /// Those since the last time that it was asked.
  func takeUnsaved() -> [SecretUse] {
    unsaved.withLock { unsaved in
      defer { unsaved = [:] }
      return unsaved.map {
        SecretUse(shop: $0.key.shop, fingerprint: $0.key.fingerprint, lastAt: $0.value)
      }
    }
  }
}

/// Carries the uses of secrets to the store: once a minute where there are any, and at the end.
public struct SecretUseKeeper: Service, CustomStringConvertible {
  /// A killed process forgets the last uses of so long.
  static let interval = Duration.seconds(60)

  private let uses: SecretUses
  private let inbox: any Inbox
  private let time: any TimeSource
  private let logger: Logger

  public init(uses: SecretUses, inbox: any Inbox, time: any TimeSource, logger: Logger) {
    self.uses = uses
    self.inbox = inbox
    self.time = time
    self.logger = logger
  }

  /// ServiceLifecycle logs its services as they describe themselves.
  public var description: String { "SecretUseKeeper" }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await time.sleep(until: time.now() + Self.interval)
        await save()
      }
    }
    await save()
  }

  func save() async {
    let uses = uses.takeUnsaved()
    guard !uses.isEmpty else { return }
    do {
      try await inbox.note(uses)
    } catch {
      // The next delivery notes its use anew.
      logger.warning(
        "the last uses of secrets could not be kept", metadata: ["error": "\(error)"])
    }
  }
}
