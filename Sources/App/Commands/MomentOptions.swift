import ArgumentParser
import Domain
import Engine

/// When what is meant was received.
struct MomentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only those received then or later: 2026-11-01, 2026-11-01T08:30 by Europe/Bucharest, or a "
        + "time as the lists print it, 2026-11-01T08:30:00+02:00; Z is UTC.", valueName: "time"))
  var since: String?

  @Option(
    help: ArgumentHelp("Only those received before; a day alone is meant whole.", valueName: "time")
  )
  var until: String?

  func validate() throws {
    for (name, text) in [("--since", since), ("--until", until)] {
      guard let text else { continue }
      guard MomentText(text) != nil else {
        throw ValidationError(
          "\(name) takes 2026-11-01, 2026-11-01T08:30, or a time as the lists print it: "
            + "2026-11-01T08:30:00+02:00.")
      }
    }
  }

  var sinceMoment: Timestamp? { get throws(CommandError) { try Self.moment(since, isEnd: false) } }
  var untilMoment: Timestamp? { get throws(CommandError) { try Self.moment(until, isEnd: true) } }

  /// From the first on, and before the second.
  func range() throws(CommandError) -> (since: Timestamp?, until: Timestamp?) {
    let (since, until) = (try sinceMoment, try untilMoment)
    if let since, let until, until <= since {
      throw CommandError(
        "nothing is received from \(self.since ?? "") until \(self.until ?? "")",
        remedy: "Write the earlier time with --since, the later one with --until.", .usage)
    }
    return (since, until)
  }

  static func moment(_ text: String?, isEnd: Bool) throws(CommandError) -> Timestamp? {
    guard let text else { return nil }
    guard let clock = WallClock() else { throw CommandError(Server.StartError.timeZoneMissing) }
    guard let moment = MomentText(text)?.moment(by: clock, isEnd: isEnd) else {
      throw CommandError(
        "there is no time \(text)", remedy: "Write one that the calendar has.", .usage)
    }
    return moment
  }
}
