import Domain

/// What is to happen, and when, by a clock that only this turns. Among what is due, the seed picks.
final class Scheduler {
  struct Entry {
    var moment: Timestamp
    /// The run that it ends with; nil for what the world does.
    let life: Life?
    let label: String
    /// False where its run has ended.
    let fire: (Bool) -> Void
  }

  static let start = Timestamp(milliseconds: 1_795_428_000_000)

  private(set) var now = Scheduler.start
  private(set) var entries: [Entry] = []

  func add(_ label: String, at moment: Timestamp, in life: Life?, _ fire: @escaping (Bool) -> Void)
  {
    entries.append(Entry(moment: moment, life: life, label: label, fire: fire))
  }

  /// The next thing to happen, at the latest at `limit`; moves the clock to it. nil: the clock now
  /// shows the limit.
  func next(until limit: Timestamp, _ random: inout SeededRandom) -> Entry? {
    guard let earliest = entries.min(by: { $0.moment < $1.moment })?.moment, earliest <= limit
    else {
      now = max(now, limit)
      return nil
    }
    now = max(now, earliest)
    let due = entries.indices.filter { entries[$0].moment <= now }
    return entries.remove(at: random.element(of: due))
  }

  /// Everything stands still for so long, and goes on as if nothing had happened.
  func stall(for duration: Duration) { now = now + duration }

  /// What has the label happens then at the latest.
  func hasten(_ label: String, to moment: Timestamp) {
    for index in entries.indices where entries[index].label == label {
      entries[index].moment = min(entries[index].moment, moment)
    }
  }

  /// Takes out all that belongs to the run.
  func abandon(_ life: Life) -> [Entry] {
    let abandoned = entries.filter { $0.life === life }
    entries.removeAll { $0.life === life }
    return abandoned
  }
}
