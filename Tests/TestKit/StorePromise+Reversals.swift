import Domain
import Testing

extension StorePromise {
  static let reversals = [
    StorePromise("a refund is bound to the invoice of then, and anew only once that is gone") {
      scene in
      #expect(try await scene.standing(of: "R1") == nil)
      try await scene.handle("r0", [scene.refund("R1", "r0")])
      #expect(try await scene.standing(of: "R1") == nil)
      let invoice = try await scene.ask("e1")
      try await scene.handle("r1", [scene.refund("R1", "r1")])
      try await expectEqual(scene.standing(of: "R1")?.original.id, invoice.id)
      try await scene.handle("r1b", [scene.refund("R1", "r1b")])
      try await expectEqual(scene.standing(of: "R1")?.original.id, invoice.id)
      try await scene.bring(invoice.id, of: "e1", to: .cancelled)
      let next = try await scene.ask("e2", cause: .request)
      try await scene.handle("r2", [scene.refund("R2", "r2")])
      try await expectEqual(scene.standing(of: "R1")?.original.id, invoice.id)
      try await scene.handle("r3", [scene.refund("R1", "r3")])
      try await expectEqual(scene.standing(of: "R1")?.original.id, next.id)
      try await expectEqual(scene.standing(of: "R2")?.original.id, next.id)
    },
    StorePromise("a storno is one row of its invoice, which it reverses when it is issued") {
      scene in
      let invoice = try await scene.issuedInvoice()
      try await scene.handle("r1", [scene.reverse(invoice, "r1", .refund("R1"))])
      let storno = try await scene.bound("r1", as: .reverse)
      expectEqual(storno.key.kind, .storno)
      expectEqual(storno.original, invoice.id)
      expectEqual(storno.state, .planned)
      try await scene.handle("r2", [scene.reverse(invoice, "r2", .refund("R2"))])
      try await expectEqual(scene.bound("r2", as: .reverse).id, storno.id)
      let bound = try await scene.store.invoice(boundTo: "r1", of: scene.shop, as: .reverse)
      expectEqual(bound?.original?.id, invoice.id)
      #expect(bound?.previous == nil)
      try await scene.issue(storno.id, "0043", for: "r1")
      try await expectEqual(scene.invoice(invoice.id).state, .reversed)
      try await expectEqual(scene.ask("e2", cause: .request).key.revision, 1)
    },
    StorePromise("a storno goes before what waits in its series, but after what is unclear there") {
      scene in
      let invoice = try await scene.issuedInvoice()
      _ = try await scene.ask("e2", issuing: "1002")
      try await scene.handle("r1", [scene.reverse(invoice, "r1", .refund("R1"))])
      let first = try await scene.claim(.accounting)
      expectEqual(first.map(\.job.command.kind), [.reverseInvoice])
      let failure = Failure(.smartBillUnreachable)
      try await expectEqual(scene.settle(first[0], .retry(failure, at: scene.now)), .settled)
      let (claim, reservation) = try await scene.send(
        try await scene.bound("e2", as: .issue).id, for: "e2")
      let doubt = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(
          claim, .retry(doubt, at: scene.now), changes: [.inDoubt(reservation, doubt)]), .settled)
      try await expectEqual(scene.claim(.accounting).map(\.job.command.asked.event), ["e2"])
    },
    StorePromise("a refund is what the newest event says, until it is reserved as such") {
      scene in
      let invoice = try await scene.issuedInvoice()
      func content() async throws -> Money? {
        try await scene.standing(of: "R1")?.content?.total
      }
      try await scene.handle("r1", [scene.refund("R1", "r1", .whole(total: "1.00"))])
      try await expectEqual(content(), "1.00")
      try await scene.handle("r2", [scene.refund("R1", "r2", .whole(total: "2.00"))])
      try await expectEqual(content(), "2.00")
      // A replay changes nothing.
      let first = scene.refund("R1", "r1", .whole(total: "1.00"), run: 1)
      try await scene.replay("r1", run: 1, [first])
      try await expectEqual(content(), "2.00")
      try await scene.handle("r3", [scene.reverse(invoice, "r3", .refund("R1"))])
      let storno = try await scene.bound("r3", as: .reverse)
      let claim = try await scene.claim(.reverseInvoice, of: "r3")
      var request = scene.request(storno.id, claim)
      request.refund = AskedRefund("R1", RefundContent(.whole(total: "1.00")))
      try await expectEqual(scene.store.reserve(request, at: scene.now), .refundChanged)
      request.refund = AskedRefund("R1", RefundContent(.whole(total: "2.00")))
      guard case .reserved = try await scene.store.reserve(request, at: scene.now) else {
        Issue.record("it isn't reserved")
        return
      }
      try await scene.handle("r4", [scene.refund("R1", "r4", .whole(total: "3.00"))])
      try await expectEqual(content(), "2.00")
    },
    StorePromise("a discarded storno is withdrawn, and planned again with its job") { scene in
      let invoice = try await scene.issuedInvoice()
      try await scene.handle("r1", [scene.reverse(invoice, "r1", .refund("R1"))])
      let storno = try await scene.bound("r1", as: .reverse)
      let job = try await scene.record(.reverseInvoice, of: "r1").id
      try await expectEqual(scene.perform(.discard(job)), .done)
      try await expectEqual(scene.invoice(storno.id).state, .withdrawn)
      try await expectEqual(scene.perform(.requeue(job)), .done)
      try await expectEqual(scene.invoice(storno.id).state, .planned)
    },
    StorePromise("where a storno was deleted in SmartBill, its invoice stands again") { scene in
      let invoice = try await scene.issuedInvoice()
      try await scene.handle("r1", [scene.reverse(invoice, "r1", .refund("R1"))])
      let storno = try await scene.bound("r1", as: .reverse)
      try await scene.issue(storno.id, "0043", for: "r1")
      try await expectEqual(scene.perform(.resolve(storno.id, .deleted)), .done)
      try await expectEqual(scene.invoice(storno.id).state, .abandoned)
      try await expectEqual(scene.invoice(invoice.id).state, .issued)
    },
  ]
}

extension StoreScene {
  func refund(
    _ refund: RefundID, _ event: EventID, _ extent: RefundExtent = .whole(total: nil),
    run: Int = 0
  ) -> Command {
    .refundOrder(
      .init(
        asked: asked(event, run: run), account: account, order: "1001", refund: refund,
        extent: extent))
  }

  func reverse(
    _ original: Invoice, _ event: EventID, _ cause: Command.ReverseInvoice.Cause
  ) -> Command {
    .reverseInvoice(
      .init(asked: asked(event), cause: cause, of: original, extent: .whole(total: nil)))
  }

  func standing(of refund: RefundID) async throws -> RefundStanding? {
    try await store.refund(refund, of: "1001", in: shop, of: account)
  }

  /// Order 1001's, asked for by `e1`.
  func issuedInvoice() async throws -> Invoice {
    let invoice = try await ask("e1")
    try await bring(invoice.id, of: "e1", to: .issued)
    return try await self.invoice(invoice.id)
  }

  /// Issues a storno or a refund under the number.
  func issue(_ document: Invoice.ID, _ number: String, for event: EventID) async throws {
    let claim = try await claim(.reverseInvoice, of: event)
    guard case .reserved(let made) = try await store.reserve(request(document, claim), at: now)
    else { throw NotThere(what: "a reservation of \(document)") }
    var issued = Self.document
    issued.number = InvoiceNumber(series: Series.sample.name, text: number)
    try await expectEqual(settle(claim, .completed, changes: [.issued(made, issued)]), .settled)
  }
}
