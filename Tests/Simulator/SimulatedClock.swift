import Domain

/// The scheduler's clock, as the engine sees it in one run of the process.
struct SimulatedClock: TimeSource {
  let world: World
  let life: Life
  /// Whether waiting is measured by what the clock shows: a planted fault.
  var isBelieved = false

  func now() -> Timestamp { world.shown }

  func uptime() -> Duration { (isBelieved ? world.shown : world.now) - Scheduler.start }

  func sleep(until moment: Timestamp) async {
    _ = await world.pass("alarm", after: max(moment - world.shown, .zero), in: life)
  }

  func day(of moment: Timestamp) -> String {
    String((moment + world.weather.zone).description.prefix(10))
  }

  func next(hour: Int, after moment: Timestamp) -> Timestamp {
    let day = Duration.seconds(24 * 3600).wholeMilliseconds
    let due = Duration.seconds(hour * 3600).wholeMilliseconds
    let local = (moment + world.weather.zone).milliseconds
    let today = local / day * day + due
    return Timestamp(milliseconds: today > local ? today : today + day) - world.weather.zone
  }
}
