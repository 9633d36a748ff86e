import ArgumentParser

/// How fast events are replayed.
struct PaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "At most so many events a second; each may call the shop.", valueName: "count"))
  var rate = Pace.perSecondDefault

  func validate() throws {
    guard (1...Pace.perSecondMax).contains(rate) else {
      throw ValidationError("--rate takes 1 to \(Pace.perSecondMax).")
    }
  }

  var pace: Pace { Pace(perSecond: rate) }
}
