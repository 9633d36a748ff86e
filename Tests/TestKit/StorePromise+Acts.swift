import Domain
import Testing

extension StorePromise {
  static let acts = [
    StorePromise("a person's act on nothing is told apart") { scene async throws in
      let acts: [OperatorAct] = [
        .requeue(7), .discard(7), .resolve(7, .giveUp), .resumeSeries(.sample),
        .resolvePayment(7, .giveUp),
      ]
      for act in acts { try await expectEqual(scene.perform(act), .notFound) }
    },
    StorePromise("a job is requeued from any state but running, with a trace") { scene in
      _ = try await scene.accept("e1")
      let id = try await scene.record(.handleEvent, of: "e1").id
      let failure = Failure(.shopNotConfigured)
      let later = scene.now + .seconds(100)
      for outcome: Outcome in [
        .held(failure), .discarded(failure), .completed, .retry(failure, at: later),
      ] {
        let claim = try await scene.claim(.handleEvent, of: "e1")
        #expect(try await scene.isRefused(.requeue(id)))
        try await expectEqual(scene.settle(claim, outcome), .settled)
        try await expectEqual(scene.perform(.requeue(id)), .done)
        let job = try await scene.record(.handleEvent, of: "e1")
        expectEqual(job.state, .available)
        expectEqual(job.runAt, scene.now)
      }
      let attempts = try #require(try await scene.store.job(id)?.attempts)
      let acts = attempts.filter { $0.number == 0 }
      expectEqual(acts.map(\.outcome), Array(repeating: "requeue", count: 4))
      #expect(acts.allSatisfy { $0.who == "Ana" && $0.why == "checked in SmartBill" })
    },
    StorePromise("a refused cancel that is requeued is bound again, and so holds off a request") {
      scene in
      let (invoice, cancel) = try await scene.refusedCancel("e2")
      try await expectEqual(scene.perform(.requeue(cancel)), .done)
      try await expectEqual(scene.invoice(invoice).cancelling, "e2")
      try await expectEqual(scene.ask("e3", cause: .request).key.revision, 1)
    },
    StorePromise("a refused cancel is not requeued once the invoice was asked for again") {
      scene in
      let (invoice, cancel) = try await scene.refusedCancel("e2")
      try await expectEqual(scene.ask("e3", cause: .request).id, invoice)
      #expect(try await scene.isRefused(.requeue(cancel)))
      try await expectEqual(scene.record(.cancelInvoice, of: "e2").state, .held)
      #expect(try await scene.invoice(invoice).cancelling == nil)
      // The shop's next cancel is one of what it asked for last.
      try await expectEqual(scene.ask("e4", cancelling: "1001").cancelling, "e4")
    },
    StorePromise("a discarded cancel no longer holds off a request") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      try await expectEqual(scene.ask("e2", cancelling: "1001").cancelling, "e2")
      let cancel = try await scene.record(.cancelInvoice, of: "e2").id
      try await expectEqual(scene.perform(.discard(cancel)), .done)
      #expect(try await scene.invoice(invoice.id).cancelling == nil)
      try await expectEqual(scene.ask("e3", cause: .request).id, invoice.id)
    },
    StorePromise("a cancel that may have been sent is not discarded") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      _ = try await scene.ask("e2", cancelling: "1001")
      let claim = try await scene.claim(.cancelInvoice, of: "e2")
      let lost = Outcome.retry(Failure(.smartBillUnreachable), at: scene.now)
      try await expectEqual(scene.settle(claim, lost), .settled)
      #expect(try await scene.isRefused(.discard(claim.job.id)))
      try await expectEqual(scene.invoice(invoice.id).cancelling, "e2")
      // Refused, it was not done.
      let again = try await scene.claim(.cancelInvoice, of: "e2")
      let change = LedgerChange.cancelRefused(invoice.id, of: "e2")
      try await expectEqual(
        scene.settle(again, .held(Failure(.cancelRefused)), changes: [change]), .settled)
      try await expectEqual(scene.perform(.discard(claim.job.id)), .done)
    },
    StorePromise("a waiting or held job is discarded, no other") { scene in
      let jobs = try await scene.callbacks(3)
      try await expectEqual(scene.perform(.discard(jobs[0])), .done)
      #expect(try await scene.isRefused(.discard(jobs[0])))
      let claim = try #require(try await scene.claim(.shops).first)
      expectEqual(claim.job.id, jobs[1])
      #expect(try await scene.isRefused(.discard(jobs[1])))
      try await expectEqual(scene.settle(claim, .held(Failure(.shopRefused))), .settled)
      try await expectEqual(scene.perform(.discard(jobs[1])), .done)
      let last = try #require(try await scene.claim(.shops).first)
      try await expectEqual(scene.settle(last, .completed), .settled)
      #expect(try await scene.isRefused(.discard(jobs[2])))
      let trace = try await scene.store.job(jobs[0])?.attempts.map(\.outcome)
      expectEqual(trace, ["discard"])
    },
    StorePromise("a number that a person names is kept until it was looked up") { scene in
      for state: InvoiceState in [.inDoubt, .needsPerson] {
        let (event, order) = (EventID(state.rawValue), OrderID(state.rawValue))
        let series = Series(cif: "RO12345674", name: state.rawValue)
        let invoice = try await scene.ask(event, issuing: order, series: series)
        try await scene.bring(invoice.id, of: event, to: state)
        let since = try await scene.invoice(invoice.id).doubt?.since
        for nonsense in ["", "0000", "nu știu", "-1", "12345678901"] {
          #expect(try await scene.isRefused(.resolve(invoice.id, .isNumber(nonsense))))
        }
        try await expectEqual(scene.perform(.resolve(invoice.id, .isNumber("42"))), .done)
        let detail = try #require(try await scene.store.invoice(invoice.id))
        expectEqual(detail.invoice.state, .inDoubt)
        expectEqual(detail.invoice.doubt, Doubt(since: try #require(since), namedNumber: "0042"))
        #expect(detail.invoice.document == nil)
        expectEqual(detail.acts.map(\.who), ["Ana"])
        expectEqual(detail.acts.map(\.outcome), ["is_number 0042"])
        let job = try await scene.record(.issueInvoice, of: event)
        #expect(job.state == .available && job.runAt == scene.now)
        #expect(try await scene.claim(.shops).isEmpty)
      }
    },
    StorePromise("a number that another order has is refused, and nothing is changed") { scene in
      let first = try await scene.ask("e1", issuing: "1001")
      try await scene.bring(first.id, of: "e1", to: .issued)
      let second = try await scene.ask("e2", issuing: "1002")
      try await scene.bring(second.id, of: "e2", to: .inDoubt)
      for text in ["42", "0042", "00042"] {
        #expect(try await scene.isRefused(.resolve(second.id, .isNumber(text))))
      }
      try await expectEqual(scene.invoice(second.id).state, .inDoubt)
      try await expectEqual(scene.store.invoice(second.id)?.acts.isEmpty, true)
    },
    StorePromise("an invoice in doubt is sent again: planned, its jobs go on") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
      try await expectEqual(scene.perform(.resolve(invoice.id, .sendAgain)), .done)
      try await expectEqual(scene.invoice(invoice.id).state, .planned)
      let (_, reservation) = try await scene.send(invoice.id, for: "e1")
      expectEqual(reservation.attempt, 2)
    },
    StorePromise("an invoice in doubt is given up: abandoned, told, its jobs discarded") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
      try await expectEqual(scene.perform(.resolve(invoice.id, .giveUp)), .done)
      let abandoned = try await scene.invoice(invoice.id)
      expectEqual(abandoned.state, .abandoned)
      expectEqual(abandoned.failure, Failure(.invoiceAbandoned))
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .discarded)
      let job = try #require(try await scene.claim(.shops).first)
      guard case .notifyShop(let command) = job.job.command else { return }
      let notice = try #require(try await scene.store.notice(command.notice)).notice
      expectEqual(notice.fact, "invoice/\(invoice.id)/abandoned")
      expectEqual(notice.content, .failed(.issue, Failure(.invoiceAbandoned)))
      // The series is free again.
      let next = try await scene.ask("e2", issuing: "1002")
      _ = try await scene.send(next.id, for: "e2")
    },
    StorePromise("an invoice whose document was deleted gives its number free, and is told") {
      scene in
      let first = try await scene.ask("e1", issuing: "1001")
      #expect(try await scene.isRefused(.resolve(first.id, .deleted)))
      try await scene.bring(first.id, of: "e1", to: .issued)
      try await expectEqual(scene.perform(.resolve(first.id, .deleted)), .done)
      let forgotten = try #require(try await scene.store.invoice(first.id))
      #expect(forgotten.invoice.state == .abandoned && forgotten.invoice.document == nil)
      expectEqual(forgotten.acts.map(\.outcome), ["deleted FCT 0042"])
      #expect(try await scene.store.record(of: .sample, unknownMax: 1).last == nil)
      let told = try #require(try await scene.claim(.shops).first)
      guard case .notifyShop(let command) = told.job.command else { return }
      let notice = try await scene.store.notice(command.notice)?.notice
      expectEqual(notice?.content, .cancelled(StoreScene.document.number, revision: 0))
      // Another order may have it now.
      let second = try await scene.ask("e2", issuing: "1002")
      try await scene.bring(second.id, of: "e2", to: .issued)
      #expect(try await scene.isRefused(.resolve(first.id, .deleted)))
    },
    StorePromise("only an invoice in doubt is resolved") { scene in
      let invoice = try await scene.ask("e1")
      #expect(try await scene.isRefused(.resolve(invoice.id, .giveUp)))
      _ = try await scene.send(invoice.id, for: "e1")
      for resolution: Resolution in [.isNumber("42"), .sendAgain, .giveUp] {
        #expect(try await scene.isRefused(.resolve(invoice.id, resolution)))
      }
      try await expectEqual(scene.invoice(invoice.id).state, .sending)
    },
  ]
}
