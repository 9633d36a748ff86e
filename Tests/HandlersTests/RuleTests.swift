import Domain
import TestKit
import Testing

@testable import Handlers

struct RuleTests {
  private static let policy: ShopPolicy = {
    var policy = ShopPolicy.sample
    policy.terms.mentions = "Comanda #nr_comanda_online#"
    policy.mail = InvoiceMail(subject: MailSubject("Factura comenzii #nr_comanda_online#"))
    policy.rules = [
      InvoicingRule(
        when: OrderCondition([.customer: ["company"]]),
        use: InvoiceModel(series: "FCB", terms: DocumentTerms(dueDays: 15))),
      InvoicingRule(
        when: OrderCondition([.payment: ["card"]]),
        use: InvoiceModel(
          series: "FCC", mail: InvoiceMail(to: MailAddresses("office@firma.example")))),
    ]
    return policy
  }()

  private func issue(
    _ body: (Order) -> [UInt8] = SampleEvent.statusChanged, _ change: (inout Order) -> Void
  ) throws -> (Command.IssueInvoice, note: JobNote?) {
    var order = Order.sample()
    change(&order)
    let event = Event(
      sequence: 1, shop: "magazin", id: "e", receivedAt: .sample, body: body(order))
    let decision = try HandlerTable.handle(event, run: 0, under: Self.policy).result.get()
    guard case .issueInvoice(let issue)? = decision.commands.first else {
      throw Failure(.ledgerConflict)
    }
    return (issue, decision.note)
  }

  @Test(arguments: [false, true])
  func `the first rule that is met decides, whatever asked`(isRequest: Bool) throws {
    let body = isRequest ? SampleEvent.issueRequested : SampleEvent.statusChanged
    let (issue, note) = try issue(body) { $0.customer.kind = .company }
    expectEqual(issue.series, Series(cif: "RO12345674", name: "FCB"))
    expectEqual(issue.terms, DocumentTerms(dueDays: 15))
    #expect(issue.mail == nil)
    expectEqual(note, JobNote(.byRule, detail: "1, customer company"))
  }

  @Test func `an order that meets no rule goes the shop's own way`() throws {
    let (issue, note) = try issue {
      $0.payment = nil
      $0.customer.email = "ana@firma.example"
    }
    expectEqual(issue.series, .sample)
    expectEqual(issue.terms.mentions, "Comanda 1001")
    expectEqual(issue.mail?.subject?.text, "Factura comenzii 1001")
    expectEqual(note, JobNote(.byNoRule))
  }

  @Test func `without an address nothing is e-mailed, and that is said`() throws {
    let (issue, note) = try issue { $0.payment = nil }
    #expect(issue.mail == nil)
    expectEqual(note, JobNote(.byNoRule, .noAddress))
    try expectEqual(self.issue { _ in }.0.mail?.to?.text, "office@firma.example")
  }

  @Test(arguments: [
    "ana@firma.example, ion@firma.example", "ana@firma.example,", "ana", "ana@firma",
    "Ana <ana@firma.example>", "ana@firma.example\r\nBcc: x@y.example", "ana@firma.example\0",
    "ana@firma.example x@y.example", "@", "ana@@firma.example", "ana;ion@firma.example",
  ])
  func `where mail goes to the customer, their address is one, or the order is held`(
    email: String
  ) throws {
    for body in [
      SampleEvent.statusChanged, SampleEvent.issueRequested, SampleEvent.proformaRequested,
    ] as [(Order) -> [UInt8]] {
      var order = Order.sample()
      order.payment = nil
      order.customer.email = email
      var policy = Self.policy
      policy.proformaSeries = Series(cif: policy.series.cif, name: "PRO")
      func handle() -> Handling {
        let event = Event(
          sequence: 1, shop: "magazin", id: "e", receivedAt: .sample, body: body(order))
        return HandlerTable.handle(event, run: 0, under: policy)
      }
      let handling = handle()
      let failure = Failure(
        .customerEmailInvalid, detail: "customer.email is not one e-mail address")
      expectEqual(handling.result, .failure(failure))
      expectEqual(handling.notice?.order, order.id)
      // Nothing is held where no mail goes to it.
      policy.mail?.to = MailAddresses("office@firma.example")
      #expect(throws: Never.self) { try handle().result.get() }
      policy.mail = nil
      #expect(throws: Never.self) { try handle().result.get() }
    }
  }

  @Test func `the night's audit is of every series that a rule may use`() throws {
    let delivery = TimerEvent.seriesAudit.delivery(to: "magazin", for: "2026-11-23", at: .sample)
    let event = Event(
      sequence: 1, shop: "magazin", id: delivery.event, receivedAt: .sample, body: delivery.body)
    let commands = try HandlerTable.handle(event, run: 0, under: Self.policy).result.get().commands
    let series = commands.compactMap {
      if case .auditSeries(let audit) = $0 { audit.series.name } else { nil }
    }
    expectEqual(series, ["FCB", "FCC", "FCT"])
    expectEqual(Set(commands.map(\.key)).count, 3)
  }

  @Test func `on trial an order is drafted at once, whatever it would wait for`() throws {
    var policy = Self.policy
    policy.wait = .seconds(3600)
    policy.monthEnd = MonthEnd(from: 20, until: 15)
    func kinds(isDraft: Bool) throws -> [JobKind] {
      policy.isDraft = isDraft
      let event = Event(
        sequence: 1, shop: "magazin", id: "e", receivedAt: .sample,
        body: SampleEvent.statusChanged(.sample()))
      return try HandlerTable.handle(event, run: 0, under: policy).result.get().commands
        .map(\.kind)
    }
    try expectEqual(kinds(isDraft: true), [.draftInvoice, .watchInvoice])
    try expectEqual(kinds(isDraft: false), [.waitToIssue])
  }
}
