import Domain
import Testing

extension StorePromise {
  static let words = [
    StorePromise("an older event that asks is not bound while a newer cancel stands") { scene in
      try await scene.handle("c1", [scene.cancel("1001", "c1")], at: 100)
      try await scene.handle("e1", [scene.issue("1001", "e1", cause: .statusChange)], at: 50)
      #expect(try await scene.store.invoice(boundTo: "e1", of: scene.shop, as: .issue) == nil)
      try await scene.handle("e2", [scene.issue("1001", "e2", cause: .request)], at: 60)
      #expect(try await scene.store.invoice(boundTo: "e2", of: scene.shop, as: .issue) == nil)
      try await scene.handle("e3", [scene.issue("1001", "e3", cause: .request)], at: 150)
      try await expectEqual(scene.bound("e3", as: .issue).state, .planned)
    },
    StorePromise("an order's newest moment outlives everything that happened since") { scene in
      for index in 0..<3 {
        try await scene.handle(
          EventID("n\(index)"), [scene.issue("1001", EventID("n\(index)"))], at: 1000 - index)
      }
      try await expectEqual(
        scene.store.invoice(boundTo: "n2", of: scene.shop, as: .issue)?.content, "n0")
      // Another order's words, and another shop's, are their own.
      try await scene.handle("other", [scene.issue("1002", "other")], order: "1002", at: 1)
      try await expectEqual(
        scene.store.invoice(boundTo: "other", of: scene.shop, as: .issue)?.content, "other")
    },
    StorePromise("a replay finds the binding of then, whatever is newest by now") { scene in
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 50)
      let invoice = try await scene.bound("e1", as: .issue)
      try await scene.handle("c1", [scene.cancel("1001", "c1")], at: 100)
      try await scene.replay("e1", run: 1, [scene.issue("1001", "e1", run: 1)])
      try await expectEqual(scene.bound("e1", as: .issue).id, invoice.id)
      try await expectEqual(scene.store.invoices(InvoiceFilter()).count, 1)
    },
    StorePromise("what a person requeues is the newest of its order") { scene in
      try await scene.handle("c1", [scene.cancel("1001", "c1")], at: 100)
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 50)
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try await expectEqual(scene.settle(claim, .held(Failure(.eventOvertaken))), .settled)
      try await expectEqual(scene.perform(.requeue(claim.job.id)), .done)
      try await expectEqual(scene.bound("e1", as: .issue).state, .planned)
      // Nor does a cancel that is older than the person's request undo it.
      try await scene.handle("c2", [scene.cancel("1001", "c2")], at: -1000)
      try await expectEqual(scene.bound("e1", as: .issue).state, .planned)
    },
    StorePromise("nothing is reserved with another content than the newest, nor elsewhere") {
      scene in
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 50)
      let invoice = try await scene.bound("e1", as: .issue)
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try await scene.handle("e2", [], at: 100)
      var request = scene.request(invoice.id, claim)
      request.content = "e1"
      try await expectEqual(scene.store.reserve(request, at: scene.now), .planChanged)
      request.content = "e2"
      request.series = Series(cif: "RO12345674", name: "FCX")
      try await expectEqual(scene.store.reserve(request, at: scene.now), .planChanged)
      request.series = .sample
      guard case .reserved = try await scene.store.reserve(request, at: scene.now) else {
        throw StoreScene.NotThere(what: "a reservation")
      }
    },
    StorePromise("what was never sent is moved with its job, and what was sent stays") { scene in
      let invoice = try await scene.ask("e1")
      let other = Series(cif: "RO14399840", name: "FCX")
      func move(_ claim: Claim) async throws -> SettlementResult {
        guard case .issueInvoice(var issue) = claim.job.command else { return .fenced }
        issue.series = other
        var settlement = Settlement(
          claim.fence, .retry(Failure(.planRenewed), at: scene.now),
          changes: [.moved(invoice.id, other, "alta")])
        settlement.successor = .issueInvoice(issue)
        return try await scene.store.settle([settlement], at: scene.now)[0]
      }
      try await expectEqual(move(try await scene.claim(.issueInvoice, of: "e1")), .settled)
      let moved = try await scene.invoice(invoice.id)
      #expect(moved.series == other && moved.key.account == "alta")
      try await expectEqual(scene.record(.issueInvoice, of: "e1").lane, "series/RO14399840/FCX")
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      try await expectEqual(
        scene.settle(
          claim, .retry(Failure(.smartBillUnreachable), at: scene.now),
          changes: [.nothingIssued(reservation)]), .settled)
      let again = try await scene.claim(.issueInvoice, of: "e1")
      let settlement = Settlement(
        again.fence, .completed, changes: [.moved(invoice.id, .sample, scene.account)])
      guard case .conflict = try await scene.store.settle([settlement], at: scene.now)[0] else {
        throw StoreScene.NotThere(what: "a conflict")
      }
    },
    StorePromise("held jobs whose document is issued are closed, but for newer and sent ones") {
      scene in
      // What is sent is what the third says; the fourth asks after it.
      for (event, seconds) in [("e1", 10), ("e2", 20), ("e3", 30), ("e4", 40)] {
        try await scene.handle(
          EventID(event), [scene.issue("1001", EventID(event))], at: seconds,
          hasContent: event != "e4")
        let claim = try await scene.claim(.issueInvoice, of: EventID(event))
        let failure = Failure(.customerCountyUnknown)
        try await expectEqual(scene.settle(claim, .held(failure)), .settled)
      }
      let invoice = try await scene.bound("e1", as: .issue)
      let last = try await scene.record(.issueInvoice, of: "e3")
      try await expectEqual(scene.perform(.requeue(last.id)), .done)
      let (claim, reservation) = try await scene.send(invoice.id, for: "e3")
      try await expectEqual(
        scene.settle(
          claim, .completed, changes: [.issued(reservation, StoreScene.document)]), .settled)
      for (event, state) in [("e1", Job.State.completed), ("e2", .completed), ("e4", .held)] {
        try await expectEqual(scene.record(.issueInvoice, of: EventID(event)).state, state)
      }
    },
    StorePromise("a held job whose call was refused is closed by a later event's document") {
      scene in
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 10)
      let invoice = try await scene.bound("e1", as: .issue)
      let (claim, refused) = try await scene.send(invoice.id, for: "e1")
      let failure = Failure(.smartBillRefused)
      try await expectEqual(
        scene.settle(claim, .held(failure), changes: [.refused(refused, failure)]), .settled)
      try await scene.handle("e2", [scene.issue("1001", "e2")], at: 20)
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .held)
      let (later, reservation) = try await scene.send(invoice.id, for: "e2")
      try await expectEqual(
        scene.settle(
          later, .completed, changes: [.issued(reservation, StoreScene.document)]), .settled)
      let closed = try await scene.record(.issueInvoice, of: "e1")
      #expect(closed.state == .completed && closed.note?.contains("0042") == true)
    },
    StorePromise("a held job that may have sent the document stays a person's") { scene in
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 10)
      let invoice = try await scene.bound("e1", as: .issue)
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      let failure = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(claim, .held(failure), changes: [.inDoubt(reservation, failure)]), .settled)
      try await scene.handle("e2", [scene.issue("1001", "e2")], at: 20)
      let later = try await scene.claim(.issueInvoice, of: "e2")
      try await expectEqual(
        scene.settle(
          later, .completed, changes: [.issued(reservation, StoreScene.document)]), .settled)
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .held)
    },
    StorePromise("a job is shown with its order, its invoice, and what has its turn before it") {
      scene in
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 10)
      try await scene.handle("e2", [scene.issue("1002", "e2")], order: "1002", at: 20)
      let first = try await scene.record(.issueInvoice, of: "e1")
      let second = try await scene.record(.issueInvoice, of: "e2")
      #expect(first.waitsFor == nil && second.waitsFor == first.id)
      let listed = try await scene.store.jobs(JobFilter(kind: .issueInvoice))
      expectEqual(listed.map(\.waitsFor), [first.id, nil])
      let detail = try #require(try await scene.store.job(second.id))
      #expect(detail.job.order == "1002" && detail.job.waitsFor == first.id)
      let invoice = try await scene.bound("e2", as: .issue)
      expectEqual(detail.invoice, invoice.id)
      // What is over waits for nothing.
      let handled = try await scene.record(.handleEvent, of: "e2")
      #expect(handled.waitsFor == nil)
      #expect(try await scene.store.job(handled.id)?.invoice == nil)
    },
  ]
}

extension StoreScene {
  /// Handles an event of the order, as of so many seconds after the scene's moment.
  func handle(
    _ event: EventID, _ commands: [Command], order: OrderID = "1001", at seconds: Int,
    hasContent: Bool = true
  ) async throws {
    _ = try await accept(event)
    let claim = try await claim(.handleEvent, of: event)
    var settlement = Settlement(
      claim.fence, .completed, commands: commands,
      label: EventLabel(type: "order.status_changed", subject: order, occurredAt: nil))
    settlement.word = OrderWord(
      place: EventPlace(
        moment: now + .seconds(seconds), sequence: claim.event?.sequence ?? 0),
      order: order, content: hasContent ? OrderContent(.sample(id: order)) : nil)
    try await expectEqual(store.settle([settlement], at: now), [.settled])
  }
}
