import Domain
import Testing

extension StorePromise {
  static let proformas = [
    StorePromise("a proforma is invoiced once: another call can't even be reserved") { scene in
      let proforma = try await scene.issuedProforma()
      let invoice = try await scene.ask("e1")
      let bound = try await scene.store.invoice(boundTo: "e1", of: scene.shop, as: .issue)
      expectEqual(bound?.proforma?.id, proforma.id)
      expectEqual(bound?.proforma?.request, Array("request".utf8))
      let (claim, result) = try await scene.reserve(invoice.id, for: "e1", from: proforma.id)
      guard case .reserved(let reservation) = result else {
        Issue.record("\(result)")
        return
      }
      try await expectEqual(scene.invoice(invoice.id).proforma, proforma.id)
      let issued = LedgerChange.issued(reservation, StoreScene.document)
      try await expectEqual(scene.settle(claim, .completed, changes: [issued]), .settled)
      let made = try await scene.store.invoice(boundTo: "p1", of: scene.shop, as: .issue)
      #expect(made?.conversion?.id == invoice.id && made?.orderInvoice?.id == invoice.id)

      _ = try await scene.ask("c1", cancelling: "1001")
      let cancel = try await scene.claim(.cancelInvoice, of: "c1")
      try await expectEqual(
        scene.settle(cancel, .completed, changes: [.cancelled(invoice.id)]), .settled)
      let next = try await scene.ask("e2")
      expectEqual(next.key.revision, 1)
      let again = try await scene.store.invoice(boundTo: "e2", of: scene.shop, as: .issue)
      #expect(again?.proforma == nil)
      let (_, second) = try await scene.reserve(next.id, for: "e2", from: proforma.id)
      expectEqual(second, .proformaGone)
    },
    StorePromise("an invoice that wasn't made lets go of its proforma, one in doubt doesn't") {
      scene in
      let proforma = try await scene.issuedProforma()
      let invoice = try await scene.ask("e1")
      let (claim, result) = try await scene.reserve(invoice.id, for: "e1", from: proforma.id)
      guard case .reserved(let reservation) = result else {
        Issue.record("\(result)")
        return
      }
      let doubt = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(
          claim, .held(doubt), changes: [.inDoubt(reservation, doubt)]), .settled)
      try await expectEqual(scene.invoice(invoice.id).proforma, proforma.id)
      try await expectEqual(scene.apply(.nothingIssued(reservation), by: "absent"), .settled)
      #expect(try await scene.invoice(invoice.id).proforma == nil)
    },
    StorePromise("a proforma that is about to be cancelled isn't invoiced") { scene in
      let proforma = try await scene.issuedProforma()
      let invoice = try await scene.ask("e1")
      try await scene.handle("c1", [scene.cancelProforma("c1")])
      try await expectEqual(scene.bound("c1", as: .cancelProforma).cancelling, "c1")
      let bound = try await scene.store.invoice(boundTo: "e1", of: scene.shop, as: .issue)
      #expect(bound?.proforma == nil)
      let (_, result) = try await scene.reserve(invoice.id, for: "e1", from: proforma.id)
      expectEqual(result, .proformaGone)
    },
    StorePromise("a cancel of the invoice takes along only what leaves the order without one") {
      scene in
      let proforma = try await scene.issuedProforma()
      try await scene.handle(
        "c1", [scene.cancel("1001", "c1"), scene.cancelProforma("c1", cause: .invoiceCancel)])
      try await expectEqual(scene.bound("c1", as: .cancelProforma).id, proforma.id)
      // Of an order that is invoiced, nor of one that has no proforma, nothing is bound.
      _ = try await scene.ask("e2", issuing: "1002")
      try await scene.bring(try await scene.bound("e2", as: .issue).id, of: "e2", to: .issued)
      try await scene.handle(
        "c2",
        [
          scene.cancel("1002", "c2"),
          scene.cancelProforma("c2", of: "1002", cause: .invoiceCancel),
        ])
      #expect(
        try await scene.store.invoice(boundTo: "c2", of: scene.shop, as: .cancelProforma) == nil)
    },
    StorePromise("others' documents stop no series of proformas, one of ours in doubt does") {
      scene in
      let series = StoreScene.proformas
      let stop = LedgerChange.seriesStopped(series, Failure(.seriesGap))
      try await expectEqual(scene.apply(stop, by: "gap"), .settled)
      try await scene.handle("p1", [scene.proforma("p1")])
      try await scene.handle("p2", [scene.proforma("p2", of: "1002")])
      let id = try await scene.bound("p1", as: .issue).id
      let (_, result) = try await scene.reserve(id, for: "p1", by: .issueProforma)
      guard case .reserved = result else {
        Issue.record("\(result)")
        return
      }
      let other = try await scene.store.invoice(boundTo: "p2", of: scene.shop, as: .issue)
      expectEqual(other?.obstacle, .unclear(id))
    },
  ]
}

extension StoreScene {
  fileprivate static let proformas = Series(cif: Series.sample.cif, name: "PRO")

  fileprivate func proforma(_ event: EventID, of order: OrderID = "1001") -> Command {
    .issueProforma(
      .init(
        asked: asked(event), cause: .request, account: "firma", series: Self.proformas,
        order: .sample(id: order)))
  }

  fileprivate func cancelProforma(
    _ event: EventID, of order: OrderID = "1001",
    cause: Command.CancelProforma.Cause = .request
  ) -> Command {
    .cancelProforma(
      .init(
        asked: asked(event), cause: cause, account: "firma", series: Self.proformas,
        order: order))
  }

  func issuedProforma() async throws -> Invoice {
    try await handle("p1", [proforma("p1")])
    let id = try await bound("p1", as: .issue).id
    let (claim, result) = try await reserve(id, for: "p1", by: .issueProforma)
    guard case .reserved(let reservation) = result else {
      throw NotThere(what: "a reservation of \(id)")
    }
    var document = Self.document
    document.number = InvoiceNumber(series: Self.proformas.name, text: "0001")
    try await expectEqual(
      settle(claim, .completed, changes: [.issued(reservation, document)]), .settled)
    return try await invoice(id)
  }

  fileprivate func reserve(
    _ invoice: Invoice.ID, for event: EventID, by kind: JobKind = .issueInvoice,
    from proforma: Invoice.ID? = nil
  ) async throws -> (Claim, ReservationResult) {
    let claim = try await claim(kind, of: event)
    var request = request(invoice, claim)
    request.proforma = proforma
    return (claim, try await store.reserve(request, at: now))
  }
}
