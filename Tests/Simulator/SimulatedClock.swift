import Domain

/// The scheduler's clock, as the engine sees it in one run of the process.
struct SimulatedClock: TimeSource {
  let world: World
  let life: Life

  func now() -> Timestamp { world.now }

  func sleep(until moment: Timestamp) async {
    _ = await world.pass("alarm", after: max(moment - world.now, .zero), in: life)
  }

  func day(of moment: Timestamp) -> String { String(moment.description.prefix(10)) }
}
