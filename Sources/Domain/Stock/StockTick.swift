/// A moment at which a shop's stock is due, and its name: the same whoever computes it, so that a
/// tick is one event however often it is made, on any number of replicas.
public struct StockTick: Sendable, Equatable {
  public static let type = "stock.sync_due"

  public let moment: Timestamp
  public let name: String

  /// The last tick up to now; those before it that were missed are in it.
  public static func last(of schedule: StockSchedule, at now: Timestamp, _ time: any FiscalCalendar)
    -> StockTick?
  {
    ticks(of: schedule, around: now, time).last { $0.moment <= now }
  }

  /// The first tick after now.
  public static func next(
    of schedule: StockSchedule, after now: Timestamp, _ time: any FiscalCalendar
  )
    -> StockTick?
  {
    ticks(of: schedule, around: now, time).first { $0.moment > now }
  }

  /// In order; at least one on either side of now.
  private static func ticks(
    of schedule: StockSchedule, around now: Timestamp, _ time: any FiscalCalendar
  ) -> [StockTick] {
    switch schedule {
    case .onRequest: return []
    case .every(let interval):
      let step = interval.wholeMilliseconds
      guard step > 0 else { return [] }
      let last = now.milliseconds / step * step
      return [last, last + step].map { milliseconds in
        let moment = Timestamp(milliseconds: milliseconds)
        return StockTick(moment: moment, name: "\(type)/\(moment)")
      }
    case .at(let times):
      // A day has up to 25 hours, and none is skipped by steps of less than 23.
      let days = [-46, -23, 0, 23, 46].map { time.day(of: now + .seconds($0 * 3600)) }
      return Set(days).sorted().flatMap { day in
        times.sorted().compactMap { timeOfDay in
          time.moment(of: timeOfDay, on: day).map {
            StockTick(moment: $0, name: "\(type)/\(day)T\(timeOfDay)")
          }
        }
      }.sorted { ($0.moment, $0.name) < ($1.moment, $1.name) }
    }
  }

  /// The same bytes whenever it is made.
  public func delivery(to shop: ShopID, at now: Timestamp) -> Delivery {
    Delivery(
      shop: shop, event: .inside(name), receivedAt: now,
      body: Array(#"{"type": "\#(Self.type)", "data": {}}"#.utf8))
  }
}
