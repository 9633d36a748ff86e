import Domain
import Testing

extension StorePromise {
  static let payments = [
    StorePromise("a payment is opened once, whatever events carry it, with the last one's values") {
      scene in
      let first = try await scene.pay("e1", "10.00")
      let again = try await scene.pay("e2", "12.00")
      #expect(first.id == again.id && again.received.amount == "12.00")
      #expect(again.state == .planned && again.openedBy == "e1")
      #expect(try await scene.pay("e3", "5.00", payment: "P2").id != first.id)
      #expect(try await scene.pay("e4", "5.00", order: "1002").id != first.id)
      // A replay changes nothing.
      let old = Command.recordPayment(scene.payment("e1", run: 1, "10.00"))
      try await scene.replay("e1", run: 1, [old])
      try await expectEqual(scene.bound(payment: "e1").payment.received.amount, "12.00")
    },
    StorePromise("of an order one payment is under way, and what it was sent as is kept") {
      scene in
      let invoice = try await scene.issued()
      let (first, second) = (
        try await scene.pay("e1", "10.00"), try await scene.pay("e2", "5.00", payment: "P2")
      )
      let (claim, reservation) = try await scene.send(first, for: "e1", paying: invoice)
      try await expectEqual(scene.settle(claim, .held(Failure(.paymentInDoubt))), .settled)
      let other = try await scene.claim(.recordPayment, of: "e2")
      let request = scene.request(second, other, paying: invoice)
      try await expectEqual(scene.store.reserve(request, at: scene.now), .obstructed("P1"))
      try await expectEqual(
        scene.store.reserve(
          scene.request(first, claim, paying: invoice), at: scene.now), .fenced)
      let answer = RawAnswer.unclear("lost", partialBody: [1])
      try await scene.store.record(
        PaymentEvidence(payment: first.id, attempt: 1, at: scene.now, answer: answer))
      let detail = try #require(try await scene.store.payment(first.id))
      #expect(detail.request == Array("payment".utf8) && detail.evidence.map(\.answer) == [answer])
      #expect(detail.payment.state == .sending && detail.payment.paidBefore == "1.00")
      #expect(detail.payment.attempt == reservation.attempt && detail.payment.invoice == invoice)
      // Clear again, it lets the other one go.
      let change = LedgerChange.payment(.nothingRecorded(reservation))
      try await expectEqual(scene.apply(change, by: "e5"), .settled)
      guard case .reserved = try await scene.store.reserve(request, at: scene.now) else {
        Issue.record("it is still obstructed")
        return
      }
    },
    StorePromise("a payment is sent as the ledger has it by then, and has other values no more") {
      scene in
      let invoice = try await scene.issued()
      let seen = try await scene.pay("e1", "100.00")
      let claim = try await scene.claim(.recordPayment, of: "e1")
      let corrected = try await scene.pay("e2", "99.00")
      let stale = scene.request(seen, claim, paying: invoice)
      try await expectEqual(scene.store.reserve(stale, at: scene.now), .valuesChanged)
      let inside = PaymentChange.inside(seen.id, invoice, nil, seen.received)
      guard case .conflict = try await scene.apply(.payment(inside), by: "e3") else {
        Issue.record("values were taken that the payment has no more")
        return
      }
      try await expectEqual(scene.bound(payment: "e1").payment, corrected)
      let request = scene.request(corrected, claim, paying: invoice)
      guard case .reserved = try await scene.store.reserve(request, at: scene.now) else {
        Issue.record("what the ledger has is not sent")
        return
      }
      try await expectEqual(scene.pay("e4", "98.00").received, corrected.received)
    },
    StorePromise("a start leaves no payment as being sent, and a result of before changes nothing")
    {
      scene in
      let invoice = try await scene.issued()
      let payment = try await scene.pay("e1", "10.00")
      let (_, reservation) = try await scene.send(payment, for: "e1", paying: invoice)
      let recovery = try await scene.store.recover(at: scene.now)
      expectEqual(recovery.paymentsInDoubt, 1)
      let inDoubt = try await scene.bound(payment: "e1").payment
      #expect(inDoubt.state == .inDoubt && inDoubt.doubt?.since == scene.now)
      let stale = PaymentReservation(payment: payment.id, attempt: reservation.attempt + 1)
      let result = PaymentResult(left: "0.00")
      guard
        case .conflict = try await scene.apply(.payment(.recorded(stale, result)), by: "e2")
      else {
        Issue.record("a stale result was taken")
        return
      }
      try await expectEqual(
        scene.apply(.payment(.recorded(reservation, result)), by: "e3"), .settled)
      #expect(try await scene.isRefused(.resolvePayment(payment.id, .sendAgain)))
    },
  ]
}

extension StoreScene {
  func payment(
    _ event: EventID, run: Int = 0, _ amount: Money, payment: PaymentID = "P1",
    order: OrderID = "1001"
  ) -> Command.RecordPayment {
    .init(
      asked: asked(event, run: run), account: account, order: order,
      payment: ReceivedPayment(id: payment, method: "card", amount: amount))
  }

  /// Handles an event that carries a payment; answers what it was bound to.
  func pay(
    _ event: EventID, _ amount: Money, payment: PaymentID = "P1", order: OrderID = "1001"
  ) async throws -> Payment {
    let command = self.payment(event, amount, payment: payment, order: order)
    try await handle(event, [.recordPayment(command)])
    return try await bound(payment: event).payment
  }

  func bound(payment event: EventID) async throws -> BoundPayment {
    guard let bound = try await store.payment(boundTo: event, of: shop) else {
      throw NotThere(what: "a payment bound to \(event)")
    }
    return bound
  }

  /// An invoice of order 1001 that can be paid.
  func issued() async throws -> PaidInvoice {
    let invoice = try await ask("issued")
    try await bring(invoice.id, of: "issued", to: .issued)
    return PaidInvoice(id: invoice.id, number: Self.document.number, revision: 0)
  }

  func request(_ payment: Payment, _ claim: Claim, paying invoice: PaidInvoice)
    -> PaymentReservationRequest
  {
    PaymentReservationRequest(
      payment: payment.id, received: payment.received, fence: claim.fence,
      body: Array("payment".utf8), invoice: invoice, terms: PaymentTerms(type: .card),
      paidBefore: "1.00")
  }

  func send(_ payment: Payment, for event: EventID, paying invoice: PaidInvoice) async throws
    -> (Claim, PaymentReservation)
  {
    let claim = try await claim(.recordPayment, of: event)
    let result = try await store.reserve(request(payment, claim, paying: invoice), at: now)
    guard case .reserved(let reservation) = result else {
      throw NotThere(what: "a reservation of payment \(payment.id)")
    }
    return (claim, reservation)
  }
}
