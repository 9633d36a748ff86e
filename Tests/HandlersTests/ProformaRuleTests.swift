import Domain
import TestKit
import Testing

@testable import Handlers

struct ProformaRuleTests {
  private static let policy: ShopPolicy = {
    var policy = ShopPolicy.sample
    policy.proformaSeries = Series(cif: policy.series.cif, name: "PRO")
    func rule(_ words: [OrderAspect: [String]], _ series: String) -> InvoicingRule {
      var model = InvoiceModel(series: "FCT", terms: DocumentTerms(dueDays: 3))
      (model.kind, model.proformaSeries) = (.proforma, series)
      return InvoicingRule(when: OrderCondition(words), use: model)
    }
    policy.rules = [
      rule([.status: ["Asteapta plata"], .payment: ["transfer"]], "PRT"),
      rule([.customer: ["company"]], "PRO"),
    ]
    return policy
  }()

  private func decision(
    _ body: (Order) -> [UInt8] = SampleEvent.statusChanged, under policy: ShopPolicy = policy,
    _ change: (inout Order) -> Void
  ) throws -> Decision {
    var order = Order.sample()
    change(&order)
    let event = Event(
      sequence: 1, shop: "magazin", id: "e", receivedAt: .sample, body: body(order))
    return try HandlerTable.handle(event, run: 0, under: policy).result.get()
  }

  private func transfer(_ order: inout Order) {
    order.status = "Asteapta plata"
    order.payment = .init(method: "transfer", paid: false)
  }

  private func proforma(_ decision: Decision) throws -> Command.IssueInvoice {
    guard case .issueProforma(let issue)? = decision.commands.first else {
      throw Failure(.ledgerConflict, detail: "\(decision)")
    }
    return issue
  }

  @Test func `a rule that names a status is met by it, though it asks for no invoice`() throws {
    let decision = try decision { transfer(&$0) }
    let issue = try proforma(decision)
    #expect(issue.series.name == "PRT" && issue.terms.dueDays == 3)
    expectEqual(
      decision.note, JobNote(.byRule, detail: "1, status Asteapta plata, payment transfer"))
    expectEqual(decision.commands.map(\.kind), [.issueProforma, .watchInvoice])
  }

  @Test func `one that names none is met by the statuses that ask for an invoice alone`() throws {
    try expectEqual(proforma(try decision { $0.customer.kind = .company }).series.name, "PRO")
    let other = try decision {
      $0.customer.kind = .company
      $0.status = "Expediata"
    }
    #expect(other.commands.isEmpty)
  }

  @Test func `an order that waits otherwise is not invoiced for the rule's status`() throws {
    #expect(try decision { $0.status = "Asteapta plata" }.commands.isEmpty)
  }

  @Test func `who presses the button for an invoice gets one, whatever the rule`() throws {
    let decision = try decision(SampleEvent.issueRequested) { transfer(&$0) }
    expectEqual(decision.commands.map(\.kind), [.issueInvoice, .watchInvoice])
  }

  @Test func `a request needs no rule, and a manual shop makes none by itself`() throws {
    try expectEqual(
      proforma(try decision(SampleEvent.proformaRequested) { _ in }).series.name, "PRO")
    var manual = Self.policy
    manual.trigger = .manual
    #expect(try decision(under: manual) { transfer(&$0) }.commands.isEmpty)
  }

  @Test func `on trial there is none, and that is said`() throws {
    var trial = Self.policy
    trial.isDraft = true
    let decision = try decision(under: trial) { transfer(&$0) }
    #expect(decision.commands.isEmpty && decision.note == JobNote(.noProformaOnTrial))
  }

  @Test func `on trial a request for one is refused, and the shop told so`() throws {
    var trial = Self.policy
    trial.isDraft = true
    #expect(throws: Failure(.draftMode, detail: "no proforma is made")) {
      try decision(SampleEvent.proformaRequested, under: trial) { _ in }
    }
  }

  @Test func `a cancel of the invoice asks for the proforma's too, where the shop has any`() throws
  {
    let cancel: (Order) -> [UInt8] = { SampleEvent.cancelRequested($0.id) }
    try expectEqual(
      decision(cancel) { _ in }.commands.map(\.kind), [.cancelInvoice, .cancelProforma])
    try expectEqual(
      decision(cancel, under: .sample) { _ in }.commands.map(\.kind), [.cancelInvoice])
  }
}
