import Domain
import Logging
import ServiceLifecycle

/// Turns the clock into events: each shop's timer events, once a day each. Those that were missed
/// while nothing ran become one, at the start; a new installation has missed none.
public struct Timer: Service {
  private let inbox: any Inbox
  private let shops: [ShopID]
  private let hasHistory: Bool
  private let time: any TimeSource
  private let logger: Logger
  private let onAccepted: @Sendable () -> Void

  /// A store that can't take an event is asked again after this.
  static let retryDelay = Duration.seconds(60)

  public init(
    inbox: any Inbox, shops: [ShopID], hasHistory: Bool, time: any TimeSource, logger: Logger,
    onAccepted: @escaping @Sendable () -> Void
  ) {
    self.inbox = inbox
    self.shops = shops
    self.hasHistory = hasHistory
    self.time = time
    self.logger = logger
    self.onAccepted = onAccepted
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      if !hasHistory { await time.sleep(until: nextDue(after: time.now())) }
      while !Task.isCancelled {
        await time.sleep(until: await makeDueEvents())
      }
    }
  }

  private func nextDue(after now: Timestamp) -> Timestamp {
    TimerEvent.allCases.map { time.next(hour: $0.hour, after: now) }.min()
      ?? now + Self.retryDelay
  }

  /// Makes today's events that are due; answers when to look again.
  func makeDueEvents() async -> Timestamp {
    let now = time.now()
    var hasFailed = false
    for event in TimerEvent.allCases {
      // Today's is past where the next is another day's.
      let upcoming = time.next(hour: event.hour, after: now)
      guard time.day(of: upcoming) != time.day(of: now) else { continue }
      for shop in shops {
        do {
          var delivery = event.delivery(to: shop, for: time.day(of: now), at: now)
          delivery.trace = .random()
          if try await inbox.accept(delivery) == .new { onAccepted() }
        } catch {
          hasFailed = true
          logger.error(
            "a timer event can't be stored yet",
            metadata: ["type": "\(event.type)", "shop": "\(shop)", "error": "\(error)"])
        }
      }
    }
    return hasFailed ? now + Self.retryDelay : nextDue(after: now)
  }
}

extension Timer: CustomStringConvertible {
  /// ServiceLifecycle logs it.
  public var description: String { "timer" }
}
