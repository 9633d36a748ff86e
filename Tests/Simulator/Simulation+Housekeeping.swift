import Domain
import StoreSQLite

/// Removes what is old while the story goes on, where a minute is old: if anything that is removed
/// were still needed, some promise would break.
struct Rooms: Sendable {
  let world: World

  static let keep = KeepPolicy(bodies: .seconds(60), history: .seconds(60))

  /// What was given up for good may go; a person of this world takes all else up again, at the latest
  /// when it is calm.
  private func isSafe() async -> Bool {
    let discarded = await world.look {
      try await $0.jobs(JobFilter(state: .discarded, limit: 10_000))
    }
    return discarded.allSatisfy { world.promises.isParked($0, in: world) }
  }

  func keep() async {
    guard await isSafe() else { return }
    let events = await world.look { try await $0.events(.all) }
    for event in events where event.prunedAt == nil {
      let detail = await world.look { try await $0.event(event.id, of: event.shop) }
      world.promises.bodies[event.id] = detail?.body
    }
    let (now, cutoffs) = (world.now, Self.keep.cutoffs(at: world.now))
    var place: HousekeepingPlace? = .start
    while let current = place {
      let step = await world.look {
        try await $0.removeOutdated(cutoffs, from: current, at: now)
      }
      world.tally.removed += step.removed.bodies + step.removed.jobs + step.removed.notices
      place = step.next
    }
  }
}
