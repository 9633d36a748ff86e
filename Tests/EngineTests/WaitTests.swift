import Domain
import TestKit
import Testing

@testable import Engine

/// Orders that are left alone for a while before they are invoiced.
@Suite struct WaitTests {
  private static func policy(wait: Duration = .seconds(7200), _ monthEnd: MonthEnd? = nil)
    -> ShopPolicy
  {
    var policy = ShopPolicy.sample
    policy.wait = wait
    policy.monthEnd = monthEnd
    return policy
  }

  @Test func `an order waits, and keeps no other order waiting`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      let waiting = try await bench.store.jobs(JobFilter(kind: .waitToIssue)).first
      expectEqual(waiting?.failure?.code, .invoiceWaits)
      expectEqual(waiting?.failure?.detail, "until 2026-11-23T12:00:00.000Z, for wait")
      try await bench.request("1002")
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned, .issued])
      bench.clock.advance(by: .seconds(7199))
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned, .issued])
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .issued])
    }
  }

  @Test func `one that is cancelled meanwhile is not invoiced`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn])
      expectEqual(bench.invoicing.current.creates, 0)
    }
  }

  @Test func `a status of cancelled orders withdraws what wasn't sent, and nothing else`()
    async throws
  {
    var policy = Self.policy()
    policy.cancelStatuses = ["Anulata"]
    try await Workbench.with(policy: policy) { bench in
      func cancelled(_ order: OrderID, by event: EventID) async throws {
        let order = Order.sample(id: order, status: "Anulata")
        try await bench.receive(SampleEvent.statusChanged(order), as: event)
        try await bench.finish()
      }
      // Before it was confirmed there is nothing, and nothing that would keep it from being invoiced.
      try await cancelled("1001", by: "early")
      #expect(try await bench.states().isEmpty)
      try await bench.confirm()
      try await bench.drain()
      try await cancelled("1001", by: "meanwhile")
      try await expectEqual(bench.states(), [.withdrawn])
      #expect(bench.invoicing.current.creates == 0 && bench.told == ["invoice.cancelled"])
      // Who wants it all the same says so, and what is issued is an operator's to cancel.
      try await bench.request()
      try await bench.finish()
      try await cancelled("1001", by: "late")
      try await bench.replay("meanwhile", run: 1)
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn, .issued])
      #expect(try await bench.failures(.held).isEmpty)
      #expect(bench.invoicing.current.cancelled.isEmpty)
    }
  }

  @Test(arguments: [ScriptedInvoicing.Script.loseRequest, .issueAndLoseAnswer])
  func `a status of cancelled orders waits for an invoice in doubt`(
    script: ScriptedInvoicing.Script
  ) async throws {
    var policy = ShopPolicy.sample
    policy.cancelStatuses = ["Anulata"]
    try await Workbench.with(policy: policy) { bench in
      bench.invoicing.change { $0.scripts = [script] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      try await bench.receive(
        SampleEvent.statusChanged(.sample(status: "Anulata")), as: "cancelled")
      try await bench.finish()
      try await expectEqual(bench.states(), [script == .loseRequest ? .withdrawn : .issued])
      expectEqual(bench.invoicing.current.creates, 1)
      #expect(bench.invoicing.current.cancelled.isEmpty)
      #expect(try await bench.invoices()[0].cancelling == nil)
    }
  }

  @Test func `of what changed meanwhile the last word is invoiced`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.clock.advance(by: .seconds(3600))
      let changed = SampleEvent.statusChanged(.sample(price: "100.00"))
      try await bench.receive(changed, as: "changed")
      try await bench.finish()
      try await expectEqual(bench.invoices().map(\.document?.total), ["100.00"])
      expectEqual(bench.told, ["invoice.issued"])
      let notes = try await bench.store.jobs(JobFilter(kind: .waitToIssue)).map(\.note)
      expectEqual(notes, [nil, JobNote(.laterEventAsks).line])
    }
  }

  @Test func `“Trimite in Erp” doesn't wait, and nothing is issued twice`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
      let waits = try await bench.store.jobs(JobFilter(kind: .waitToIssue))
      expectEqual(waits.map(\.note), [JobNote(.stateIs, detail: "issued").line])
    }
  }

  @Test func `a later event, a restart and a replay neither prolong nor shorten a wait`()
    async throws
  {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.clock.advance(by: .seconds(3600))
      try await bench.restart()
      try await bench.confirm("1001", by: "again")
      try await bench.replayAll()
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      bench.clock.advance(by: .seconds(3600))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      try await bench.finish()
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 1)
    }
  }

  @Test(arguments: [(0, 7200), (3600, 7200), (7200, 7200), (9000, 9000)])
  func `a wait is counted from when the order first asked, and is over for what asks later`(
    asked: Int, due: Int
  ) {
    let moment = IssueMoment(wait: .seconds(7200), monthEnd: nil, time: TestClock())
    expectEqual(
      moment.due(
        openedAt: .sample, askedAt: .sample + .seconds(asked), at: .sample + .seconds(asked)
      ).moment, .sample + .seconds(due))
  }

  @Test func `a delay is counted from the end of the wait`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      bench.invoicing.change {
        $0.numberReadings = Array(
          repeating: .unavailable(Failure(.smartBillUnreachable)), count: 40)
      }
      try await bench.confirm()
      try await bench.drain()
      bench.clock.advance(by: .seconds(7200))
      try await bench.drain()
      bench.clock.advance(by: .seconds(299))
      try await bench.drain()
      #expect(bench.told.isEmpty)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      expectEqual(bench.told, ["invoice.delayed"])
    }
  }

  @Test func `what waits isn't counted as late`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.confirm()
      try await bench.drain()
      #expect(try await bench.store.standing(of: []).invoices.isEmpty)
    }
  }

  @Test func `orders of a month's end are issued on the day that the settings say`() async throws {
    let policy = Self.policy(wait: .zero, MonthEnd(from: 30, until: 2))
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      bench.clock.advance(by: .seconds(7 * 86_400))
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      let waiting = try await bench.store.jobs(JobFilter(kind: .waitToIssue, state: .available))
      expectEqual(waiting.map(\.failure?.detail), ["until 2026-12-02T00:00:00.000Z, for month_end"])
      bench.clock.advance(by: .seconds(86_400))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .planned])
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(bench.invoices().last?.document?.issuedOn, "2026-12-02")
    }
  }

  @Test func `a month's end is told by the calendar of Bucharest`() throws {
    let clock = try #require(WallClock())
    let moment = IssueMoment(wait: .zero, monthEnd: MonthEnd(from: 30, until: 2), time: clock)
    func due(_ day: Int, _ hour: Int) throws -> String {
      let asked = try #require(
        clock.moment(year: 2026, month: 11, day: day, secondOfDay: hour * 3600, offset: 0))
      return moment.due(openedAt: asked, askedAt: asked, at: asked).moment.description
    }
    // In winter Bucharest is two hours ahead of Greenwich.
    try expectEqual(due(29, 21), "2026-11-29T21:00:00.000Z")
    try expectEqual(due(29, 22), "2026-12-01T22:00:00.000Z")
    try expectEqual(due(30, 23), "2026-12-01T22:00:00.000Z")
  }
}
