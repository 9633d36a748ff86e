import Domain
import Logging
import ServiceLifecycle

/// Turns the clock into each shop's `stock.sync_due`. Ticks that were missed while nothing ran are
/// one, the last; and it is one event however many replicas make it.
public struct StockTimer: Service, CustomStringConvertible {
  private let inbox: any Inbox
  private let schedules: [ShopID: StockSchedule]
  private let time: any FiscalCalendar
  private let logger: Logger
  private let onAccepted: @Sendable () -> Void

  /// A store that can't take an event is asked again after this; and a clock that was set is noticed.
  static let lookDelayMax = Duration.seconds(60)

  public init(
    inbox: any Inbox, schedules: [ShopID: StockSchedule], time: any FiscalCalendar, logger: Logger,
    onAccepted: @escaping @Sendable () -> Void
  ) {
    self.inbox = inbox
    self.schedules = schedules
    self.time = time
    self.logger = logger
    self.onAccepted = onAccepted
  }

  public var description: String { "stock timer" }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      var made: [ShopID: String] = [:]
      while !Task.isCancelled {
        await time.sleep(until: await makeDueEvents(&made))
      }
    }
  }

  /// Makes the last tick of each shop, if it wasn't by this process; answers when to look again.
  func makeDueEvents(_ made: inout [ShopID: String]) async -> Timestamp {
    let now = time.now()
    var next = now + Self.lookDelayMax
    for (shop, schedule) in schedules.sorted(by: { $0.key < $1.key }) {
      if let upcoming = StockTick.next(of: schedule, after: now, time)?.moment {
        next = min(next, upcoming)
      }
      guard let tick = StockTick.last(of: schedule, at: now, time), made[shop] != tick.name else {
        continue
      }
      do {
        var delivery = tick.delivery(to: shop, at: now)
        delivery.trace = .random()
        if try await inbox.accept(delivery) == .new { onAccepted() }
        made[shop] = tick.name
      } catch {
        logger.error(
          "a stock's tick can't be stored yet",
          metadata: ["shop": "\(shop)", "error": "\(error)"])
      }
    }
    return next
  }
}
