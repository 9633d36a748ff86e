import Domain

/// When an order's invoice is due: after its wait, and not about the end of a month. Pure but for the
/// calendar; the same whenever it is asked.
struct IssueMoment {
  let wait: Duration
  let monthEnd: MonthEnd?
  let time: any TimeSource

  /// More days than a month's end may hold.
  private static let daysMax = 62

  /// - Parameters:
  ///   - openedAt: when the order first asked for its invoice: later events don't prolong its wait.
  ///   - askedAt: when this event did.
  ///   - waited: for how long this process knows that it waits. The clock may have been set back
  ///     since, and then says less.
  func due(openedAt: Timestamp, askedAt: Timestamp, at now: Timestamp, waited: Duration = .zero)
    -> (moment: Timestamp, reason: String)
  {
    var moment = min(max(openedAt + wait, askedAt), now + max(wait - waited, .zero))
    var reason = "wait"
    guard let monthEnd else { return (moment, reason) }
    for _ in 0..<Self.daysMax {
      guard let day = CalendarDay(time.day(of: moment)), monthEnd.holds(day) else { break }
      moment = time.next(hour: 0, after: moment)
      reason = "month_end"
    }
    return (moment, reason)
  }
}
