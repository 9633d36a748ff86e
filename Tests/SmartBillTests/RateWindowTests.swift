import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct RateWindowTests {
  private let limits = RateLimits()
  private let start = Timestamp.noon

  private func fresh() -> RateWindow {
    RateWindow(limits: limits, at: start, hasHistory: false)
  }

  /// Makes calls that are answered at once.
  private func call(_ window: inout RateWindow, times: Int, at now: Timestamp) {
    for _ in 0..<times {
      expectEqual(window.take(at: now), .go)
      window.began()
      window.wasAnswered(at: now)
    }
  }

  @Test func `twenty-eight calls go at once, the next waits a window`() {
    var window = fresh()
    call(&window, times: 28, at: start)
    expectEqual(window.take(at: start), .wait(until: start + .seconds(10)))
    expectEqual(window.take(at: start + .milliseconds(9_999)), .wait(until: start + .seconds(10)))
    call(&window, times: 28, at: start + .seconds(10))
  }

  @Test func `a call counts until a window after its answer`() {
    var window = fresh()
    expectEqual(window.take(at: start), .go)
    window.began()
    call(&window, times: 27, at: start)
    let answered = start + .seconds(40)
    window.wasAnswered(at: answered)
    call(&window, times: 27, at: answered)
    expectEqual(window.take(at: answered), .wait(until: answered + .seconds(10)))
  }

  @Test func `calls that are not answered hold their places`() {
    var window = fresh()
    for _ in 0..<28 {
      expectEqual(window.take(at: start), .go)
      window.began()
    }
    let later = start + .seconds(100)
    expectEqual(window.take(at: later), .wait(until: later + .seconds(10)))
  }

  @Test func `a call that was not sent gives its place back`() {
    var window = fresh()
    call(&window, times: 27, at: start)
    expectEqual(window.take(at: start), .go)
    window.began()
    window.wasNotSent()
    expectEqual(window.take(at: start), .go)
  }

  @Test func `a turn that leads to no call is given up after a while`() {
    var window = fresh()
    for _ in 0..<28 { expectEqual(window.take(at: start), .go) }
    guard case .wait = window.take(at: start + .seconds(59)) else {
      Issue.record("An unused turn was forgotten too early.")
      return
    }
    expectEqual(window.take(at: start + .seconds(60)), .go)
  }

  @Test func `after a start the first window counts as full`() {
    var window = RateWindow(limits: limits, at: start, hasHistory: true)
    expectEqual(window.take(at: start), .wait(until: start + .seconds(10)))
    expectEqual(window.take(at: start + .seconds(10)), .go)
  }

  @Test func `during a block nothing goes`() {
    let end = start + .seconds(600)
    var window = RateWindow(limits: limits, at: start, hasHistory: true, blockedUntil: end)
    expectEqual(window.take(at: start), .blocked(until: end))
    #expect(window.isBlocked(at: end - .milliseconds(1)))
    #expect(!window.isBlocked(at: end))
    expectEqual(window.take(at: end), .go)
    window.wasRefused(at: end, sentAt: end, pause: nil)
    window.wasRefused(at: end, sentAt: end, pause: .seconds(10))
    expectEqual(window.take(at: end), .blocked(until: end + .seconds(600)))
  }

  @Test(
    arguments: [
      (nil, 600), (.zero, 10), (.seconds(3), 10), (.seconds(45), 45), (.seconds(86_400), 86_400),
    ] as [(Duration?, Int)])
  func `a refusal is obeyed as long as it asks, ten seconds at least`(
    pause: Duration?, seconds: Int
  ) {
    var window = fresh()
    window.wasRefused(at: start, sentAt: start, pause: pause)
    expectEqual(window.take(at: start), .blocked(until: start + .seconds(seconds)))
    expectEqual(window.take(at: start + .seconds(seconds)), .go)
  }

  @Test func `a second refusal within ten minutes closes for ten minutes`() {
    var window = fresh()
    window.wasRefused(at: start, sentAt: start, pause: .seconds(10))
    let second = start + .seconds(599)
    window.wasRefused(at: second, sentAt: second, pause: .seconds(10))
    expectEqual(window.blockedUntil(at: second), second + .seconds(600))
    // What comes ten minutes after that is a first one again.
    let third = second + .seconds(600)
    window.wasRefused(at: third, sentAt: third, pause: .seconds(10))
    expectEqual(window.blockedUntil(at: third), third + .seconds(10))
  }

  @Test func `calls that were under way when one was refused are part of that refusal`() {
    var window = fresh()
    let refused = start + .milliseconds(200)
    for _ in 0..<5 { window.wasRefused(at: refused, sentAt: start, pause: .seconds(12)) }
    expectEqual(window.blockedUntil(at: refused), refused + .seconds(12))
    window.wasRefused(
      at: refused + .seconds(13), sentAt: refused + .seconds(12), pause: .seconds(12))
    expectEqual(window.blockedUntil(at: refused), refused + .seconds(613))
  }

  @Test func `after a start within a block, the next refusal is a second one`() {
    var window = RateWindow(
      limits: limits, at: start, hasHistory: false, blockedUntil: start + .seconds(5))
    let next = start + .seconds(6)
    window.wasRefused(at: next, sentAt: next, pause: .seconds(10))
    expectEqual(window.blockedUntil(at: next), next + .seconds(600))
  }

  @Test func `what SmartBill says is left is obeyed until its next window`() {
    var window = fresh()
    expectEqual(window.take(at: start), .go)
    window.began()
    let reset = start + .seconds(4)
    window.wasAnswered(at: start, callsLeft: 5, reset: reset)
    for _ in 0..<3 { expectEqual(window.take(at: start), .go) }
    expectEqual(window.take(at: start), .wait(until: reset))
    expectEqual(window.take(at: reset), .go)
  }

  @Test func `an answer overtaken by a later one doesn't raise what is left`() {
    var window = fresh()
    for _ in 0..<2 {
      expectEqual(window.take(at: start), .go)
      window.began()
    }
    let reset = start + .seconds(4)
    window.wasAnswered(at: start, callsLeft: 2, reset: reset)
    window.wasAnswered(at: start, callsLeft: 20, reset: reset)
    expectEqual(window.take(at: start), .wait(until: reset))
  }

  @Test func `a wrong clock at SmartBill costs a window at most`() {
    var window = fresh()
    expectEqual(window.take(at: start), .go)
    window.began()
    window.wasAnswered(at: start, callsLeft: 0, reset: start + .seconds(86_400))
    expectEqual(window.take(at: start), .wait(until: start + .seconds(10)))
    expectEqual(window.take(at: start + .seconds(10)), .go)
    window.began()
    window.wasAnswered(at: start + .seconds(10), callsLeft: 0, reset: start)
    expectEqual(window.take(at: start + .seconds(10)), .go)
  }

  @Test func `what SmartBill counts of our own calls costs no time`() {
    var window = fresh()
    // Its reset is told in whole seconds, rounded up.
    let reset = start + .seconds(11)
    for call in 1...28 {
      let now = start + .milliseconds(20 * call)
      expectEqual(window.take(at: now), .go)
      window.began()
      window.wasAnswered(at: now, callsLeft: 30 - call, reset: reset)
    }
    let first = start + .milliseconds(20)
    expectEqual(window.take(at: first + .milliseconds(9999)), .wait(until: first + .seconds(10)))
    expectEqual(window.take(at: first + .seconds(10)), .go)
  }

  private struct Call {
    var begin: Timestamp
    var end: Timestamp
  }

  /// SmartBill may count a call at any moment from its turn to its answer.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `no ten seconds ever see more than twenty-eight calls`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var window = fresh()
    var now = start
    var underWay: [Call] = []
    var calls: [Call] = []
    while calls.count < 400 {
      for call in underWay where call.end <= now { window.wasAnswered(at: call.end) }
      calls += underWay.filter { $0.end <= now }
      underWay.removeAll { $0.end <= now }
      if case .go = window.take(at: now) {
        window.began()
        let isSlow = Int.random(in: 0..<10, using: &random) == 0
        let longest: Int64 = isSlow ? 30_000 : 400
        let duration = Int64.random(in: 0...longest, using: &random)
        underWay.append(Call(begin: now, end: now + .milliseconds(duration)))
      }
      now = now + .milliseconds(Int64.random(in: 0...(seed % 2 == 0 ? 20 : 700), using: &random))
    }
    for call in calls {
      let end = call.end + .seconds(10)
      let seen = calls.count { $0.begin < end && $0.end >= call.end }
      #expect(seen <= 28)
    }
    #expect(calls.count >= 400)
  }
}
