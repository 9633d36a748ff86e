import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct DoubtTests {
  /// One order in doubt, and another that waits for the series.
  func inDoubt(
    _ script: ScriptedInvoicing.Script, _ body: (Workbench, Invoice.ID) async throws -> Void
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [script] }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      #expect(try await bench.states() == [.inDoubt, .planned])
      #expect(try await bench.failures(.held) == [.invoiceInDoubt])
      #expect(try await bench.failures(.available) == [.seriesBusy])
      try await body(bench, try await bench.invoices()[0].id)
    }
  }

  @Test func `what is in doubt is not sent again, by nobody but a person`() async throws {
    try await inDoubt(.issueAndLoseAnswer) { bench, _ in
      try await bench.request("1", by: "pressed")
      try await bench.restart()
      try await bench.finish(roundsMax: 20)
      #expect(bench.invoicing.current.creates == 1)
      #expect(try await bench.states() == [.inDoubt, .planned])
      #expect(bench.told.isEmpty)
    }
  }

  @Test func `it was issued under this number: the shop is told, and the series goes on`()
    async throws
  {
    try await inDoubt(.issueAndLoseAnswer) { bench, id in
      try await bench.act(.resolve(id, .isNumber("0001")))
      try await bench.finish()
      #expect(try await bench.states() == [.issued, .issued])
      #expect(try await bench.invoices().map { $0.document?.number.text } == ["0001", "0002"])
      #expect(bench.invoicing.current.creates == 2)
      #expect(Set(bench.shop.notices.map(\.id)).count == 2)
    }
  }

  @Test func `it was not issued: it is sent again`() async throws {
    try await inDoubt(.loseRequest) { bench, id in
      try await bench.act(.resolve(id, .sendAgain))
      try await bench.finish()
      #expect(try await bench.states() == [.issued, .issued])
      #expect(Set(try await bench.invoices().map { $0.document?.number.text }) == ["0001", "0002"])
    }
  }

  @Test func `it is given up: the shop is told, and the series goes on`() async throws {
    try await inDoubt(.loseRequest) { bench, id in
      try await bench.act(.resolve(id, .giveUp))
      try await bench.finish()
      #expect(try await bench.states() == [.abandoned, .issued])
      #expect(bench.told.sorted() == ["invoice.failed", "invoice.issued"])
    }
  }

  /// The story of an order, cut off after each step in turn: whatever was under way, a second
  /// create call goes out only after a person has said that the first issued nothing.
  @Test(arguments: 0..<24)
  func `a process that dies after any step leaves nothing to be issued twice`(steps: Int)
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      bench.stepsToLive = steps
      do { try await bench.drain() } catch is Workbench.Died {}
      try await bench.restart()
      try await bench.finish()
      if let doubt = try await bench.invoices().first(where: { $0.state == .inDoubt }) {
        let isIssued = bench.invoicing.current.nextNumber > 1
        #expect(bench.invoicing.current.creates == (isIssued ? 1 : 0))
        #expect(bench.told.isEmpty)
        try await bench.act(.resolve(doubt.id, isIssued ? .isNumber("1") : .sendAgain))
        try await bench.finish()
      }
      #expect(try await bench.states() == [.issued])
      #expect(bench.invoicing.current.creates == 1)
      #expect(bench.invoicing.current.nextNumber == 2)
      #expect(Set(bench.shop.notices.map(\.id)).count == 1)
      #expect(try await bench.store.events(EventFilter()).count == 1)
    }
  }

  @Test func `a worker whose claim has passed to another changes nothing`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      let late = try await bench.claimAll()
      bench.clock.advance(by: Workbench.settings.lease + .seconds(1))
      try await bench.drain()
      #expect(try await bench.perform(late[0]) == .fenced)
      #expect(try await bench.states() == [.issued])
      #expect(bench.invoicing.current.creates == 1)
    }
  }
}
