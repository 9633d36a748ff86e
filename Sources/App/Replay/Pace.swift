import Domain

/// Spreads work evenly over time; pure.
struct Pace: Sendable, Equatable {
  let perSecond: Int

  /// What one small shop bears by way of callbacks; a hundred thousand events take half an hour.
  static let perSecondDefault = 50
  static let perSecondMax = 100_000

  /// How many more may be begun, of which so many were.
  func room(after elapsed: Duration, begun: Int) -> Int {
    let milliseconds = elapsed.wholeMilliseconds
    let due = milliseconds.multipliedReportingOverflow(by: Int64(perSecond))
    return due.overflow ? .max : max(0, Int(due.partialValue / 1000) + 1 - begun)
  }

  /// When the one of this index is to begin, counted from the first.
  func start(of index: Int) -> Duration {
    .milliseconds(Int64(index) * 1000 / Int64(perSecond))
  }

  func duration(of count: Int) -> Duration { start(of: count) }
}
