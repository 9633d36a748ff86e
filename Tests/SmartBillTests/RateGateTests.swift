import Domain
import Synchronization
import TestKit
import Testing

@testable import SmartBill

@Suite struct RateGateTests {
  @Test func `a turn past the limit is waited for to the moment`() async {
    let time = SteppedTime()
    let window = RateWindow(limits: RateLimits(), at: .noon, hasHistory: false)
    let gate = RateGate(window, time: time)
    for _ in 0..<28 {
      await expectEqual(gate.turn(), .granted)
      gate.change {
        $0.began()
        $0.wasAnswered(at: time.now())
      }
    }
    expectEqual(time.now(), .noon)
    await expectEqual(gate.turn(), .granted)
    expectEqual(time.now(), .noon + .seconds(10))
  }

  @Test func `while a look waits, the last calls of a window are left to it`() async {
    var window = RateWindow(limits: RateLimits(), at: .noon, hasHistory: false)
    for _ in 0..<24 {
      expectEqual(window.take(at: .noon, sparing: RateLimits.callsForLooks), .go)
      window.began()
      window.wasAnswered(at: .noon)
    }
    expectEqual(
      window.take(at: .noon, sparing: RateLimits.callsForLooks), .wait(until: .noon + .seconds(10)))
    for _ in 0..<4 {
      expectEqual(window.take(at: .noon), .go)
      window.began()
      window.wasAnswered(at: .noon)
    }
    expectEqual(window.take(at: .noon), .wait(until: .noon + .seconds(10)))
    // A window of less than that still lets one through.
    var narrow = RateWindow(
      limits: RateLimits(callsPerWindowMax: 2), at: .noon, hasHistory: false)
    expectEqual(narrow.take(at: .noon, sparing: RateLimits.callsForLooks), .go)
  }

  private final class Turns: Sendable {
    private let purposes = Mutex<[RateGate.Purpose]>([])
    var given: [RateGate.Purpose] { purposes.withLock { $0 } }
    func note(_ purpose: RateGate.Purpose) { purposes.withLock { $0.append(purpose) } }
  }

  /// Uses the window's calls up to so many.
  private func use(_ count: Int, of gate: RateGate, at now: Timestamp) async {
    for _ in 0..<count {
      _ = await gate.turn()
      gate.change {
        $0.began()
        $0.wasAnswered(at: now)
      }
    }
  }

  @Test func `documents leave half of a window to all else`() async {
    let time = SteppedTime()
    let gate = RateGate(
      RateWindow(limits: RateLimits(), at: .noon, hasHistory: false), time: time)
    for _ in 0..<14 {
      await expectEqual(gate.turn(for: .document, by: .noon), .granted)
      gate.change {
        $0.began()
        $0.wasAnswered(at: .noon)
      }
    }
    let end = Timestamp.noon + .seconds(10)
    await expectEqual(gate.turn(for: .document, by: .noon), .crowded(until: end))
    await use(14, of: gate, at: .noon)
    expectEqual(time.now(), .noon)
  }

  @Test func `a document that would wait past its deadline hears so at once`() async {
    let time = SteppedTime()
    let gate = RateGate(
      RateWindow(limits: RateLimits(), at: .noon, hasHistory: true), time: time)
    let end = Timestamp.noon + .seconds(10)
    await expectEqual(gate.turn(for: .document, by: end - .milliseconds(1)), .crowded(until: end))
    expectEqual(time.now(), .noon)
    await expectEqual(gate.turn(for: .document, by: end), .granted)
    gate.change { $0.block(until: end + .seconds(600)) }
    await expectEqual(gate.turn(for: .document, by: end), .blocked(until: end + .seconds(600)))
  }

  @Test func `of all who wait, documents come last`() async throws {
    let time = HeldTime()
    let limits = RateLimits(callsPerWindowMax: 4)
    let gate = RateGate(RateWindow(limits: limits, at: .noon, hasHistory: false), time: time)
    await use(4, of: gate, at: .noon)
    let turns = Turns()
    let purposes =
      Array(repeating: RateGate.Purpose.document, count: 3) + Array(repeating: .other, count: 8)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for purpose in purposes {
        group.addTask {
          await expectEqual(gate.turn(for: purpose), .granted)
          turns.note(purpose)
          gate.change {
            $0.began()
            $0.wasAnswered(at: time.now())
          }
        }
      }
      while turns.given.count < purposes.count {
        try await Polling.until("all who have no turn wait") {
          time.sleeperCount + turns.given.count == purposes.count
        }
        time.advance(by: RateGate.documentPause)
      }
      try await group.waitForAll()
    }
    #expect(turns.given.prefix(8).allSatisfy { $0 == .other }, "\(turns.given)")
  }

  @Test func `a cancelled wait ends at once`() async {
    let time = RealTime()
    let now = time.now()
    let limits = RateLimits(window: .seconds(3600))
    let gate = RateGate(RateWindow(limits: limits, at: now, hasHistory: true), time: time)
    let passage = await withTaskGroup(of: RateGate.Passage.self) { group in
      group.addTask { await gate.turn() }
      group.cancelAll()
      return await group.next()
    }
    expectEqual(passage, .cancelled(until: now + .seconds(3600)))
  }
}
