import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct SendingTests {
  private static let mail = ["to": "ana@firma.example"]
  private static let sent = InvoiceMail(to: MailAddresses("ana@firma.example"))

  @Test func `an issued invoice is e-mailed once, and the shop told to whom`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      try await bench.send("1001", Self.mail)
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed, ["0001": [Self.sent]])
      expectEqual(bench.told, ["invoice.issued", "invoice.sent"])
      let number = InvoiceNumber(series: "FCT", text: "0001")
      expectEqual(bench.shop.notices.last?.notice.content, .sent(number, Self.sent, revision: 0))
      // Another press of the button is another mail.
      try await bench.send("1001", Self.mail, by: "send again")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 2)
    }
  }

  @Test func `a replay sends no second mail, and tells the shop again under the first id`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      try await bench.drain()
      try await bench.replay("send", run: 1)
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      let told = bench.shop.notices.filter { $0.notice.type == "invoice.sent" }
      #expect(told.count == 2 && Set(told.map(\.id)).count == 1)
      let jobs = try await bench.store.jobs(JobFilter(kind: .sendInvoice))
      expectEqual(jobs.map(\.note), [JobNote(.noMailAgain).line, nil])
    }
  }

  @Test func `a mail whose answer is lost is held, told, and sent again by requeue alone`()
    async throws
  {
    try await Workbench.with { bench in
      let lost = Failure(.mailUnconfirmed, detail: "timed out")
      bench.invoicing.change { $0.mailReadings = [.unconfirmed(lost)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
      expectEqual(bench.shop.notices.last?.notice.content, .failed(.send, lost))
      // Neither does a replay, which leaves the job to a person.
      try await bench.replay("send", run: 1)
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
      #expect(bench.invoicing.current.mailed.isEmpty)
      expectEqual(bench.told, ["invoice.issued", "invoice.failed"])
      let jobs = try await bench.store.jobs(JobFilter(kind: .sendInvoice, state: .held))
      try await bench.act(.requeue(try #require(jobs.first).id))
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      expectEqual(bench.told.last, "invoice.sent")
    }
  }

  @Test func `a process that dies over a mail doesn't send it again, but a person may`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      // The claim, and the call; then nothing is kept of it.
      let claims = try await bench.claimAll()
      expectEqual(claims.map(\.job.command.kind), [.sendInvoice])
      bench.stepsToLive = 0
      await #expect(throws: Workbench.Died.self) { try await bench.perform(claims[0]) }
      try await bench.restart()
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
      let jobs = try await bench.store.jobs(JobFilter(kind: .sendInvoice, state: .held))
      try await bench.act(.requeue(try #require(jobs.first).id))
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 2)
    }
  }

  @Test func `a refusal is told, and what never left is sent later`() async throws {
    try await Workbench.with { bench in
      let refusal = Failure(.mailRefused, detail: "Server-ul de email nu a fost configurat.")
      bench.invoicing.change {
        $0.mailReadings = [
          .notSent(Failure(.smartBillUnreachable)),
          .accountRefused(Failure(.smartBillCredentials)), .refused(refusal),
        ]
      }
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.mailRefused])
      expectEqual(bench.shop.notices.last?.notice.content, .failed(.send, refusal))
      try await bench.send("1001", Self.mail, by: "send again")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
    }
  }

  @Test func `a block is waited out`() async throws {
    try await Workbench.with { bench in
      let until = bench.clock.now() + .seconds(600)
      bench.invoicing.change { $0.mailReadings = [.blocked(until: until)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      try await bench.drain()
      try await expectEqual(bench.failures(.available), [.smartBillBlocked])
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      #expect(bench.clock.now() >= until)
    }
  }

  @Test func `an invoice on its way is waited for`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.fail, .issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.send("1001", Self.mail)
      try await bench.drain()
      #expect(try await bench.failures(.available).contains(.mailWaits))
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed, ["0001": [Self.sent]])
      expectEqual(bench.told, ["invoice.issued", "invoice.sent"])
    }
  }

  @Test func `a mail that waits holds up neither the cancel nor the invoice after it`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.send("1001", Self.mail)
      try await bench.drain()
      try await bench.cancel()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .issued])
      expectEqual(bench.invoicing.current.mailed, ["0002": [Self.sent]])
    }
  }

  @Test func `an order without an invoice that stands is told so`() async throws {
    try await Workbench.with { bench in
      try await bench.send("1001", Self.mail)
      try await bench.finish()
      try await bench.confirm()
      try await bench.finish()
      try await bench.cancel()
      try await bench.finish()
      try await bench.send("1001", Self.mail, by: "send again")
      try await bench.finish()
      let failures = bench.shop.notices.compactMap { stored -> String? in
        guard case .failed(.send, let failure) = stored.notice.content,
          failure.code == .mailWithoutInvoice
        else { return nil }
        return failure.detail
      }
      expectEqual(failures, ["none was asked for", "the last is cancelled"])
      try await expectEqual(bench.failures(.held), [.mailWithoutInvoice, .mailWithoutInvoice])
      #expect(bench.invoicing.current.mailed.isEmpty)
    }
  }
}
