import Domain
import Logging
import ServiceLifecycle

/// Turns the clock into events: each shop's timer events, once a day each, by the machine's clock
/// however it is set. Those that were missed while nothing ran become one, at the start; a new
/// installation has missed none.
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

  /// By type of event, the last day whose events are made, or missed by a new installation.
  typealias Made = [TimerEvent: String]

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      var made = hasHistory ? [:] : due(at: time.now())
      while !Task.isCancelled {
        await time.sleep(until: await makeDueEvents(&made))
      }
    }
  }

  /// The events that are due, by their day.
  private func due(at now: Timestamp) -> Made {
    let today = time.day(of: now)
    let events = TimerEvent.allCases.filter { event in
      // Today's is past where the next is another day's.
      time.day(of: time.next(hour: event.hour, after: now)) != today
    }
    return Dictionary(uniqueKeysWithValues: events.map { ($0, today) })
  }

  private func nextDue(after now: Timestamp) -> Timestamp {
    TimerEvent.allCases.map { time.next(hour: $0.hour, after: now) }.min()
      ?? now + Self.retryDelay
  }

  /// Makes today's events that are due and weren't made by this process; answers when to look again.
  func makeDueEvents(_ made: inout Made) async -> Timestamp {
    let now = time.now()
    var hasFailed = false
    for (event, day) in due(at: now) where made[event] != day {
      made[event] = day
      for shop in shops {
        do {
          var delivery = event.delivery(to: shop, for: day, at: now)
          delivery.trace = .random()
          if try await inbox.accept(delivery) == .new { onAccepted() }
        } catch {
          hasFailed = true
          made[event] = nil
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
