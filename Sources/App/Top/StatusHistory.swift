import Domain

/// The last statuses of a service, the newest last: what a rate is made of.
struct StatusHistory: Sendable {
  /// As many as a wide terminal shows.
  static let lengthMax = 200

  private(set) var statuses: [ServiceStatus] = []

  /// A service that was started anew counts from nothing.
  mutating func add(_ status: ServiceStatus) {
    if let last = statuses.last, last.process.startedAt != status.process.startedAt {
      statuses = []
    }
    statuses.append(status)
    if statuses.count > Self.lengthMax { statuses.removeFirst() }
  }

  var current: ServiceStatus? { statuses.last }

  /// So many a second, over the last time that is at least as long, or all there is; nil before the
  /// second status.
  func rate(of total: KeyPath<ServiceStatus.Totals, Int>, over window: Duration) -> Double? {
    guard let last = statuses.last else { return nil }
    let before = statuses.dropLast().last { last.at - $0.at >= window } ?? statuses.first
    return before.flatMap { Self.rate(from: $0, to: last, of: total) }
  }

  /// From one status to the next, the newest last.
  func rates(of total: KeyPath<ServiceStatus.Totals, Int>) -> [Double] {
    zip(statuses, statuses.dropFirst()).map { Self.rate(from: $0, to: $1, of: total) ?? 0 }
  }

  private static func rate(
    from first: ServiceStatus, to last: ServiceStatus, of total: KeyPath<ServiceStatus.Totals, Int>
  ) -> Double? {
    let seconds = Double((last.at - first.at).wholeMilliseconds) / 1000
    guard seconds > 0 else { return nil }
    return Double(last.totals[keyPath: total] - first.totals[keyPath: total]) / seconds
  }
}
