/// Shares the writer out where more waits than it can write: pure, told the time.
///
/// Deliveries go first, for a shop waits for each; what they ask for can wait as long as they rush in.
/// But the engine's work never stands still.
struct WorkShare {
  /// Of the writer's time, while deliveries wait.
  static let share = 0.2
  /// However long one piece of work took, the next waits no longer.
  static let pauseMax = Duration.milliseconds(500)

  private var pauseEnd: ContinuousClock.Instant?

  /// Whether work may be written though deliveries wait.
  func isOpen(at now: ContinuousClock.Instant) -> Bool { pauseEnd.map { $0 <= now } ?? true }

  mutating func note(work: Duration, until now: ContinuousClock.Instant) {
    guard work > .zero else { return }
    pauseEnd = now + min(work * (1 / Self.share - 1), Self.pauseMax)
  }
}
