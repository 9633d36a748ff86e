import Domain
import Logging
import StoreSQLite
import Synchronization
import TestKit
import Testing

@testable import Engine

@Suite struct HousekeeperTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// Answers as many steps as it is told, and keeps what it was asked for.
  private final class Rooms: Housekeeping {
    private let state: Mutex<(steps: [Result<HousekeepingStep, StoreError>], asked: [KeepCutoffs])>

    init(_ steps: [Result<HousekeepingStep, StoreError>]) { state = Mutex((steps, [])) }

    var asked: [KeepCutoffs] { state.withLock(\.asked) }

    func removeOutdated(
      _ cutoffs: KeepCutoffs, from place: HousekeepingPlace, at now: Timestamp
    ) async throws(StoreError) -> HousekeepingStep {
      let next = state.withLock { state in
        state.asked.append(cutoffs)
        return state.steps.isEmpty ? nil : state.steps.removeFirst()
      }
      return try next?.get() ?? HousekeepingStep(next: nil)
    }
  }

  private func step(_ bodies: Int, next: HousekeepingPlace?) -> Result<HousekeepingStep, StoreError>
  {
    var count = HousekeepingCount()
    count.bodies = bodies
    return .success(HousekeepingStep(removed: count, next: next))
  }

  private func housekeeper(_ store: any Housekeeping, _ keep: KeepPolicy, _ clock: TestClock)
    -> Housekeeper
  {
    Housekeeper(store: store, keep: keep, time: clock, logger: Self.logger)
  }

  @Test func `a pass goes on to its end, and looks back by the settings`() async {
    let rooms = Rooms([step(3, next: .jobs(after: 0)), step(4, next: .notices), step(0, next: nil)])
    let keep = KeepPolicy(bodies: .seconds(60), history: .seconds(600))
    let count = await housekeeper(rooms, keep, TestClock()).pass()
    expectEqual(count.bodies, 7)
    expectEqual(rooms.asked.count, 3)
    let cutoffs = rooms.asked.first
    expectEqual((cutoffs?.bodiesBefore).map { $0 - (cutoffs?.historyBefore ?? $0) }, .seconds(540))
  }

  @Test func `most passes look for bodies alone`() async {
    let more = HousekeepingPlace.bodies(after: .sample, sequence: 7)
    let rooms = Rooms([step(3, next: more), step(4, next: .jobs(after: 0)), step(9, next: nil)])
    let count = await housekeeper(rooms, KeepPolicy(bodies: .seconds(60)), TestClock())
      .pass(isWhole: false)
    #expect(count.bodies == 7 && rooms.asked.count == 2)
  }

  @Test func `a store that can't ends the pass, and the next one begins anew`() async {
    let rooms = Rooms([.failure(.unavailable("disk full")), step(2, next: nil)])
    let keeper = housekeeper(rooms, KeepPolicy(bodies: .seconds(60)), TestClock())
    #expect(await keeper.pass().isEmpty)
    expectEqual(rooms.asked.count, 1)
    await expectEqual(keeper.pass().bodies, 2)
  }

  @Test func `what isn't set is never looked for`() {
    let cutoffs = KeepPolicy().cutoffs(at: .sample)
    expectEqual(cutoffs, KeepCutoffs(bodiesBefore: nil, historyBefore: nil))
  }
}
