import Domain
import Testing

@testable import SmartBill

@Suite struct RateGateTests {
  @Test func `a turn past the limit is waited for to the moment`() async {
    let time = SteppedTime()
    let window = RateWindow(limits: RateLimits(), at: .noon, hasHistory: false)
    let gate = RateGate(window, time: time)
    for _ in 0..<28 {
      #expect(await gate.turn() == .granted)
      gate.change {
        $0.began()
        $0.wasAnswered(at: time.now())
      }
    }
    #expect(time.now() == .noon)
    #expect(await gate.turn() == .granted)
    #expect(time.now() == .noon + .seconds(10))
  }

  @Test func `while a look waits, the last calls of a window are left to it`() async {
    var window = RateWindow(limits: RateLimits(), at: .noon, hasHistory: false)
    for _ in 0..<24 {
      #expect(window.take(at: .noon, sparing: RateLimits.callsForLooks) == .go)
      window.began()
      window.wasAnswered(at: .noon)
    }
    #expect(
      window.take(at: .noon, sparing: RateLimits.callsForLooks)
        == .wait(until: .noon + .seconds(10)))
    for _ in 0..<4 {
      #expect(window.take(at: .noon) == .go)
      window.began()
      window.wasAnswered(at: .noon)
    }
    #expect(window.take(at: .noon) == .wait(until: .noon + .seconds(10)))
    // A window of less than that still lets one through.
    var narrow = RateWindow(
      limits: RateLimits(callsPerWindowMax: 2), at: .noon, hasHistory: false)
    #expect(narrow.take(at: .noon, sparing: RateLimits.callsForLooks) == .go)
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
    #expect(passage == .cancelled(until: now + .seconds(3600)))
  }
}
