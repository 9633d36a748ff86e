import Domain
import TestKit
import Testing
import Transport

@testable import SmartBill

/// The rate window where somebody sets the machine's clock.
@Suite struct SetClockTests {
  static let shifts = [Duration.seconds(-7200), .seconds(-86_400 * 400), .seconds(7200)]

  private func client(
    _ clock: TestClock, hasHistory: Bool = false, blocked: Timestamp? = nil
  ) -> SmartBillClient {
    let account = SmartBillAccount(
      id: "firma", email: "office@firma.example", token: SmartBillToken("003|abc"),
      cif: "RO12345674", baseURL: "http://127.0.0.1:1")
    return SmartBillClient(
      accounts: [account], transport: HTTPTransport(), time: clock, hasHistory: hasHistory,
      blockedAccounts: blocked.map { ["firma": $0] } ?? [:])
  }

  private func usage(_ client: SmartBillClient) throws -> RateUsage {
    try #require(client.usage().first).usage
  }

  @Test(arguments: SetClockTests.shifts)
  func `the first window after a start ends when it would have`(shift: Duration) async throws {
    let clock = TestClock()
    let client = client(clock, hasHistory: true)
    clock.set(by: shift)
    clock.advance(by: .seconds(9))
    try expectEqual(usage(client).callsFree, 0)
    clock.advance(by: .seconds(1))
    #expect(try usage(client).callsFree > 0)
    await expectEqual(client.turn(for: "firma"), .granted)
  }

  @Test(arguments: SetClockTests.shifts)
  func `a full window has room again when it would have`(shift: Duration) async throws {
    let clock = TestClock()
    let client = client(clock)
    let gate = try #require(client.gates["firma"])
    for _ in 0..<28 {
      await expectEqual(client.turn(for: "firma"), .granted)
      gate.change {
        $0.began()
        $0.wasAnswered(at: client.clock.now())
      }
    }
    clock.set(by: shift)
    clock.advance(by: .seconds(9))
    try expectEqual(usage(client).callsFree, 0)
    clock.advance(by: .seconds(1))
    await expectEqual(client.turn(for: "firma"), .granted)
  }

  @Test(arguments: SetClockTests.shifts)
  func `a block ends when it would have, and is told by the clock as it is`(shift: Duration)
    async throws
  {
    let clock = TestClock()
    let client = client(clock, blocked: clock.now() + .seconds(300))
    clock.set(by: shift)
    clock.advance(by: .seconds(299))
    let until = clock.now() + .seconds(1)
    await expectEqual(client.turn(for: "firma"), .blocked(until: until))
    try expectEqual(usage(client).blockedUntil, until)
    clock.advance(by: .seconds(1))
    await expectEqual(client.turn(for: "firma"), .granted)
  }

  @Test func `a block of before a start is no longer than a whole one`() async throws {
    let clock = TestClock()
    // The clock went back while nothing ran.
    let client = client(clock, blocked: clock.now() + .seconds(7200))
    await expectEqual(client.turn(for: "firma"), .blocked(until: clock.now() + RateLimits().block))
  }
}
