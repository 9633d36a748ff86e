import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct DraftingTests {
  private static let trial: ShopPolicy = {
    var policy = ShopPolicy.sample
    policy.isDraft = true
    return policy
  }()

  private func drafted(_ bench: Workbench) -> [DraftedInvoice] {
    var ids: Set<String> = []
    return bench.shop.notices.filter { ids.insert($0.id).inserted }.compactMap {
      if case .drafted(let draft, _) = $0.notice.content { draft } else { nil }
    }
  }

  @Test func `on trial an order is drafted once, takes no number, and the shop told where it is`()
    async throws
  {
    try await Workbench.with(policy: Self.trial) { bench in
      try await bench.confirm()
      try await bench.request()
      try await bench.finish()
      try await bench.replay("confirm", run: 1)
      try await bench.finish()
      #expect(bench.invoicing.current.drafts == 1 && bench.invoicing.current.nextNumber == 1)
      let draft = try #require(drafted(bench).first)
      #expect(drafted(bench).count == 1 && draft.total == "131.00" && draft.editURL != nil)
      let invoice = try #require(try await bench.invoices().first)
      #expect(invoice.key.kind == .draft && invoice.state == .issued && invoice.document == nil)
      expectEqual(Set(bench.told), ["invoice.drafted"])
    }
  }

  @Test func `a lost answer is a person's, keeps no other draft waiting, and isn't sent again`()
    async throws
  {
    for (answer, drafts, told) in [
      (Resolution.drafted, 2, 2), (.sendAgain, 3, 2), (.giveUp, 2, 1),
    ] {
      try await Workbench.with(policy: Self.trial) { bench in
        bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
        try await bench.confirm()
        try await bench.finish()
        try await bench.confirm("1002", by: "another")
        try await bench.finish()
        try await expectEqual(bench.states(), [.needsPerson, .issued])
        expectEqual(bench.invoicing.current.drafts, 2)
        try await expectEqual(bench.failures(.held), [.draftInDoubt])
        let invoice = try #require(try await bench.invoices().first)
        guard case .refused = try await bench.result(of: .resolve(invoice.id, .isNumber("1")))
        else {
          Issue.record("a draft is taken for an invoice")
          return
        }
        try await bench.act(.resolve(invoice.id, answer))
        try await bench.finish()
        expectEqual(bench.invoicing.current.drafts, drafts)
        expectEqual(drafted(bench).count, told)
      }
    }
  }

  @Test func `a draft that was deleted is made anew on request, and none is e-mailed`()
    async throws
  {
    try await Workbench.with(policy: Self.trial) { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.send()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.mailWithoutInvoice])
      let invoice = try #require(try await bench.invoices().first)
      try await bench.act(.resolve(invoice.id, .deleted))
      try await bench.confirm(by: "again")
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.abandoned, .issued])
      expectEqual(bench.invoicing.current.drafts, 2)
    }
  }

  @Test func `a process that dies over a draft doesn't make another`() async throws {
    try await Workbench.with(policy: Self.trial) { bench in
      try await bench.confirm()
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      let claims = try await bench.claimAll().filter { $0.job.command.kind == .draftInvoice }
      bench.stepsToLive = 0
      await #expect(throws: Workbench.Died.self) { try await bench.perform(claims[0]) }
      try await bench.restart()
      try await bench.finish()
      // Its answer had been kept.
      expectEqual(bench.invoicing.current.drafts, 1)
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `a cancel on trial leaves the order to be invoiced once it is over`() async throws {
    try await Workbench.with(policy: Self.trial) { bench in
      try await bench.confirm()
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.told, ["invoice.drafted", "invoice.failed"])
      try await expectEqual(bench.failures(.held), [.draftMode])
      try await bench.restart(policy: .sample)
      try await bench.request()
      try await bench.finish()
      expectEqual(bench.invoicing.current.documents.count, 1)
    }
  }

  @Test func `an invoice from before the trial is cancelled as ever`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.restart(policy: Self.trial)
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
    }
  }

  @Test func `after the trial a drafted order is invoiced by “Trimite in Erp”, not by a replay`()
    async throws
  {
    try await Workbench.with(policy: Self.trial) { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.restart(policy: .sample)
      try await bench.replayAll()
      try await bench.finish()
      #expect(bench.invoicing.current.documents.isEmpty)
      let notes = try await bench.store.jobs(JobFilter(kind: .issueInvoice)).map(\.note)
      expectEqual(notes, [JobNote(.madeOtherwise, detail: "draft").line])
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.invoices().map(\.key.kind), [.draft, .invoice])
      expectEqual(bench.invoicing.current.documents.count, 1)
      expectEqual(bench.invoicing.current.drafts, 1)
    }
  }

  @Test func `what was asked for before the trial is not drafted`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.restart(policy: Self.trial)
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.drafts, 0)
      expectEqual(bench.invoicing.current.documents.count, 1)
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.told, ["invoice.issued"])
    }
  }

  @Test func `a held job whose draft a later event had made is closed`() async throws {
    try await Workbench.with(policy: Self.trial) { bench in
      bench.invoicing.change { $0.preparationFailure = Failure(.warehouseUnknown) }
      let confirmed = SampleEvent.at(
        "2026-11-23T09:50:00Z", SampleEvent.statusChanged(.sample()))
      try await bench.receive(confirmed, as: "confirm")
      try await bench.drain()
      try await expectEqual(bench.failures(.held), [.warehouseUnknown])
      bench.invoicing.change { $0.preparationFailure = nil }
      try await bench.request()
      try await bench.finish()
      expectEqual(bench.invoicing.current.drafts, 1)
      #expect(try await bench.failures(.held).isEmpty)
      let closed = try #require(
        try await bench.store.jobs(JobFilter(kind: .draftInvoice)).last)
      expectEqual(closed.state, .completed)
    }
  }
}
