import Domain
import TestKit
import Testing

@testable import Handlers

@Suite struct PaymentReceivedTests {
  private func handle(_ body: [UInt8], under policy: ShopPolicy = .sample) -> Handling {
    let event = Event(
      sequence: 1, shop: "magazin", id: "evt_1", receivedAt: Timestamp(milliseconds: 0),
      body: body)
    return HandlerTable.handle(event, run: 0, under: policy)
  }

  @Test func `a payment is asked to be booked as the shop says it`() throws {
    let body = SampleEvent.paymentReceived(
      "1001", "P1", "100.50", more: ["currency": "RON", "date": "2026-02-28"])
    let decision = try handle(body).result.get()
    guard case .recordPayment(let command)? = decision.commands.first else {
      Issue.record("\(decision)")
      return
    }
    #expect(decision.commands.count == 1 && command.order == "1001")
    expectEqual(
      command.payment,
      ReceivedPayment(
        id: "P1", method: "card", amount: "100.50", currency: "RON",
        date: CalendarDay("2026-02-28")))
    expectEqual(Command.recordPayment(command).lane, "payment/magazin/1001")
  }

  @Test(arguments: [
    ("amount", "ten"), ("amount", "1,50"), ("id", ""), ("date", "2026-02-29"),
    ("date", "23.11.2026"), ("date", "2026-13-01"),
  ])
  func `what can't be read is told as a payment's failure, and not repeated`(
    field: String, value: String
  ) throws {
    let handling = handle(SampleEvent.paymentReceived("1001", "P1", "1.00", more: [field: value]))
    guard case .failure(let failure) = handling.result else {
      Issue.record("\(handling)")
      return
    }
    expectEqual(failure.code, .eventUnreadable)
    expectEqual(failure.detail?.hasPrefix("data.payment.\(field) "), true)
    #expect(value.isEmpty || failure.detail?.contains(value) == false)
    guard case .failed(.payment, failure)? = handling.notice?.content else {
      Issue.record("\(String(describing: handling.notice))")
      return
    }
  }

  @Test func `an order that arrives paid is paid within its invoice, where its method is so set`()
    throws
  {
    var policy = ShopPolicy.sample
    let inside = PaymentTerms(type: .onlineCard, isInside: true)
    for (terms, paid, expected) in [
      (inside, true, inside as PaymentTerms?), (inside, false, nil),
      (PaymentTerms(type: .onlineCard), true, nil),
    ] {
      policy.payments = ["card": terms]
      var order = Order.sample()
      order.payment = .init(method: "card", paid: paid)
      let decision = try handle(SampleEvent.statusChanged(order), under: policy).result.get()
      guard case .issueInvoice(let issue)? = decision.commands.first else {
        Issue.record("\(decision)")
        return
      }
      expectEqual(issue.terms.payment, expected)
    }
  }
}
