import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct RetryPolicyTests {
  @Test func `what waits for the ledger looks soon, and for what takes hours once a minute`() {
    let delays = (1...60).map { RetryPolicy.ledgerDelay(after: $0) }
    expectEqual(delays[0...2], [.seconds(1), .seconds(2), .seconds(3)])
    #expect(delays[14..<40].allSatisfy { $0 == .seconds(15) })
    #expect(delays[40...].allSatisfy { $0 == .seconds(60) })
    #expect(delays[..<40].reduce(.zero, +) > .seconds(480))
  }

  @Test func `a callback's delay grows and then it is given up`() {
    let delays = (1...8).map {
      RetryPolicy.callbackDelay(after: $0, retryAfter: nil, chance: 0.5)
    }
    expectEqual(delays.first, .seconds(5))
    expectEqual(delays[6], .seconds(24 * 3600))
    #expect(delays[7] == nil)
  }

  @Test func `chance moves a delay a fifth either way`() {
    expectEqual(RetryPolicy.callbackDelay(after: 2, retryAfter: nil, chance: 0), .seconds(24))
    let latest = RetryPolicy.callbackDelay(after: 2, retryAfter: nil, chance: 0.999)
    expectEqual(latest.map { $0 > .seconds(35) && $0 <= .seconds(36) }, true)
  }

  @Test(arguments: [(1, 5), (40, 40), (600, 60)])
  func `Retry-After holds between once and twice the delay`(asked: Int, given: Int) {
    let attempt = asked == 1 ? 1 : 2
    expectEqual(
      RetryPolicy.callbackDelay(after: attempt, retryAfter: .seconds(asked), chance: 0),
      .seconds(given))
  }
}
