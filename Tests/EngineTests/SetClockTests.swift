import Domain
import TestKit
import Testing

@testable import Engine

/// What becomes of waiting where somebody sets the machine's clock.
@Suite struct SetClockTests {
  static let hour = Duration.seconds(3600)

  /// An order whose create call left and was never executed.
  private func inDoubt(_ body: (Workbench) async throws -> Void) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      try await body(bench)
    }
  }

  // MARK: Proofs of absence

  @Test(arguments: [Duration.seconds(3600), .seconds(3600 * 24 * 365)])
  func `no jump of the clock proves that a document doesn't exist`(shift: Duration) async throws {
    try await inDoubt { bench in
      let looks = bench.invoicing.current.looks
      bench.clock.set(by: shift)
      try await bench.drain()
      // Not before the quiet time is over.
      expectEqual(bench.invoicing.current.looks, looks)
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].doubt?.absentAt, bench.clock.now())
      for _ in 0..<3 {
        bench.clock.set(by: shift)
        try await bench.drain()
      }
      // Not before the second look.
      try await expectEqual(bench.invoices()[0].absences.count, 0)
      bench.clock.advance(by: .seconds(60))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].absences.count, 1)
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 2)
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `after a restart the quiet time and the time between two looks begin anew`()
    async throws
  {
    try await inDoubt { bench in
      bench.clock.advance(by: .seconds(119))
      try await bench.restart()
      let looks = bench.invoicing.current.looks
      // The first look of the new process, where the quiet time would have been over.
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      bench.clock.advance(by: .seconds(119))
      try await bench.drain()
      expectEqual(bench.invoicing.current.looks, looks)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      #expect(try await bench.invoices()[0].doubt?.absentAt != nil)

      bench.clock.advance(by: .seconds(60))
      try await bench.restart()
      for wait in [0, 119, 1, 59] {
        bench.clock.advance(by: .seconds(wait))
        try await bench.drain()
        try await expectEqual(bench.invoices()[0].absences.count, 0)
      }
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].absences.count, 1)
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `no jump of the clock proves that a proforma doesn't exist`() async throws {
    var policy = ShopPolicy.sample
    policy.proformaSeries = Series(cif: policy.series.cif, name: "PRO")
    try await Workbench.with(policy: policy) { bench in
      bench.invoicing.change { $0.proformaScripts = [.loseRequest] }
      try await bench.proforma()
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      for wait in [0, 120, 0, 59] {
        bench.clock.advance(by: .seconds(wait))
        bench.clock.set(by: Self.hour)
        try await bench.drain()
        try await expectEqual(bench.invoices()[0].absences.count, 0)
      }
      bench.clock.advance(by: .seconds(1))
      bench.clock.set(by: Self.hour)
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].absences.count, 1)
      try await bench.finish()
      expectEqual(bench.invoicing.current.proformaCreates, 2)
    }
  }

  @Test func `no jump of the clock proves that a payment wasn't booked`() async throws {
    var policy = ShopPolicy.sample
    policy.payments = ["card": PaymentTerms(type: .onlineCard)]
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.paymentScripts = [.loseRequest] }
      try await bench.pay("131.00")
      try await bench.drain()
      try await expectEqual(bench.payments().map(\.state), [.inDoubt])
      for wait in [0, 120, 0, 59] {
        bench.clock.advance(by: .seconds(wait))
        bench.clock.set(by: Self.hour)
        try await bench.drain()
        try await expectEqual(bench.payments()[0].absences.count, 0)
      }
      bench.clock.advance(by: .seconds(1))
      bench.clock.set(by: Self.hour)
      try await bench.drain()
      try await expectEqual(bench.payments()[0].absences.count, 1)
      try await bench.finish()
      try await expectEqual(bench.payments().map(\.state), [.recorded])
      expectEqual(bench.invoicing.current.paymentCalls, 2)
    }
  }

  @Test(arguments: [Duration.seconds(-7200), .seconds(-3600 * 24 * 400), .seconds(7200)])
  func `a look comes when it would have, however the clock was set`(shift: Duration) async throws {
    try await inDoubt { bench in
      bench.clock.advance(by: .seconds(100))
      bench.clock.set(by: shift)
      try await bench.store.clockWasSet(by: shift, at: bench.clock.now())
      let looks = bench.invoicing.current.looks
      bench.clock.advance(by: .seconds(19))
      try await bench.drain()
      expectEqual(bench.invoicing.current.looks, looks)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      expectEqual(bench.invoicing.current.looks, looks + 1)
    }
  }

  // MARK: Other waiting

  @Test(arguments: [Duration.seconds(-7200), .seconds(-3600 * 24 * 400)])
  func `an order waits as long as it would have after the clock went back`(shift: Duration)
    async throws
  {
    var policy = ShopPolicy.sample
    policy.wait = Self.hour * 3
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.clock.advance(by: Self.hour)
      bench.clock.set(by: shift)
      try await bench.store.clockWasSet(by: shift, at: bench.clock.now())
      try await bench.drain()
      bench.clock.advance(by: Self.hour * 2 - .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `an order whose wait began by a clock that was ahead waits no longer than that`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.wait = Self.hour
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm()
      // Handled, and not looked at before the clock is set back.
      try await bench.perform(try await bench.claimAll()[0])
      bench.clock.set(by: Self.hour * -10)
      try await bench.restart()
      try await bench.drain()
      bench.clock.advance(by: Self.hour - .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `a start after the clock went back waits no longer than before`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change {
        $0.numberReadings = [.unavailable(Failure(.smartBillUnreachable))]
      }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      bench.clock.set(by: Self.hour * -10)
      try await bench.restart()
      bench.clock.advance(by: .seconds(2))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
    }
  }
}

@Suite struct ClockWatchTests {
  @Test func `no sleep is longer than a minute, whatever the clock says`() {
    func pause(_ left: Duration) -> Duration {
      WallClock.pause(until: .sample + left, at: .sample)
    }
    expectEqual(pause(.seconds(5)), .seconds(5))
    expectEqual(pause(.seconds(86_400 * 400)), .seconds(60))
    expectEqual(pause(.seconds(-7200)), .zero)
  }

  @Test func `what passes isn't taken for a clock that was set, and what was set is told once`() {
    let clock = TestClock()
    let watch = ClockWatch(clock)
    clock.advance(by: .seconds(1_000_000))
    clock.set(by: .milliseconds(-999))
    #expect(watch.shift == nil)
    clock.set(by: .seconds(-50))
    clock.set(by: .seconds(7))
    expectEqual(watch.shift, .seconds(-43))
    // Until it was followed, it is still to be.
    expectEqual(watch.shift, .seconds(-43))
    clock.set(by: .seconds(100))
    watch.followed(.seconds(-43))
    expectEqual(watch.shift, .seconds(100))
    watch.followed(.seconds(100))
    #expect(watch.shift == nil)
    #expect(watch.setBack == nil)
  }

  @Test func `a clock that goes back is told for a while, one found at the start as well`() {
    let clock = TestClock()
    let watch = ClockWatch(clock)
    watch.noteSetBack(by: .seconds(59))
    #expect(watch.setBack == nil)
    watch.noteSetBack(by: .seconds(60))
    expectEqual(watch.setBack, .seconds(60))
    clock.advance(by: ClockWatch.toldFor)
    #expect(watch.setBack == nil)
    clock.set(by: .seconds(-7200))
    expectEqual(watch.setBack, .seconds(7200))
    // Setting it right again is no news to those who wait, and doesn't end it.
    clock.set(by: .seconds(7200))
    expectEqual(watch.setBack, .seconds(7200))
  }
}
