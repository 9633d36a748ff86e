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
