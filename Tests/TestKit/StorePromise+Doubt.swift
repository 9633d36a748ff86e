import Domain
import Testing

extension StorePromise {
  static let doubts = [
    StorePromise("an invoice is in doubt from the moment at which its call ended") { scene in
      let invoice = try await scene.ask("e1")
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      let failure = Failure(.invoiceInDoubt, detail: "timed out")
      let ended = scene.now + .seconds(7)
      let settlement = Settlement(
        claim.fence, .retry(failure, at: ended), changes: [.inDoubt(reservation, failure)])
      try await expectEqual(scene.store.settle([settlement], at: ended), [.settled])
      let doubted = try await scene.invoice(invoice.id)
      expectEqual(doubted.doubt, Doubt(since: ended))
      expectEqual(
        doubted.reserved, ReservedDocument(total: "131.00", currency: "RON", issuedOn: "2026-11-23")
      )
    },
    StorePromise("a restart finds what was being sent in doubt from then on") { scene in
      let invoice = try await scene.ask("e1")
      _ = try await scene.send(invoice.id, for: "e1")
      let later = scene.now + .seconds(3600)
      _ = try await scene.store.recover(at: later)
      try await expectEqual(scene.invoice(invoice.id).doubt, Doubt(since: later))
      // One that was in doubt before keeps its time.
      _ = try await scene.store.recover(at: later + .seconds(60))
      try await expectEqual(scene.invoice(invoice.id).doubt, Doubt(since: later))
    },
    StorePromise("what a look found is kept, and forgotten with the doubt") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
      let reservation = Reservation(invoice: invoice.id, attempt: 1)
      let seen = Doubt(since: scene.now, absentAt: scene.now + .seconds(120), rounds: 2)
      try await expectEqual(scene.apply(.looked(reservation, seen), by: "look"), .settled)
      try await expectEqual(scene.invoice(invoice.id).doubt, seen)
      try await expectEqual(scene.apply(.nothingIssued(reservation), by: "absent"), .settled)
      let released = try await scene.invoice(invoice.id)
      expectEqual(released.state, .planned)
      #expect(released.doubt == nil)
    },
    StorePromise("a look that ends late does not undo what a person said meanwhile") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
      try await expectEqual(scene.perform(.resolve(invoice.id, .isNumber("42"))), .done)
      let reservation = Reservation(invoice: invoice.id, attempt: 1)
      let change = LedgerChange.looked(reservation, Doubt(since: scene.now, rounds: 1))
      try await expectEqual(scene.apply(change, by: "look"), .settled)
      try await expectEqual(scene.invoice(invoice.id).doubt?.namedNumber, "0042")
    },
    StorePromise("who has to decide sees the candidates") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .needsPerson)
      let asking = try await scene.invoice(invoice.id)
      expectEqual(asking.candidates, [StoreScene.candidate])
      expectEqual(asking.failure, Failure(.documentDiffers))
      // The series waits for the answer.
      let other = try await scene.ask("e2", issuing: "1002")
      let claim = try await scene.claim(.issueInvoice, of: "e2")
      try await expectEqual(
        scene.store.reserve(scene.request(other.id, claim), at: scene.now),
        .obstructed(.unclear(invoice.id)))
      try await expectEqual(scene.perform(.resolve(invoice.id, .sendAgain)), .done)
      let planned = try await scene.invoice(invoice.id)
      #expect(planned.state == .planned && planned.candidates.isEmpty && planned.doubt == nil)
      // What they were shown is others', and known.
      let foreign = try await scene.store.foreignDocuments(limit: 10)
      expectEqual(foreign.map(\.document), [StoreScene.candidate])
    },
    StorePromise("a result that the ledger refused leads to a look, then to a person") { scene in
      let invoice = try await scene.ask("e1")
      _ = try await scene.send(invoice.id, for: "e1")
      let reservation = Reservation(invoice: invoice.id, attempt: 1)
      let failure = Failure(.ledgerConflict, detail: "why")
      try await expectEqual(scene.apply(.unsettled(reservation, failure), by: "first"), .settled)
      try await expectEqual(scene.invoice(invoice.id).state, .inDoubt)
      try await expectEqual(scene.apply(.unsettled(reservation, failure), by: "second"), .settled)
      try await expectEqual(scene.invoice(invoice.id).state, .needsPerson)
    },
    StorePromise("the job that looks after an unclear invoice is not discarded") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
      let job = try await scene.record(.issueInvoice, of: "e1").id
      #expect(try await scene.isRefused(.discard(job)))
      try await expectEqual(scene.perform(.resolve(invoice.id, .giveUp)), .done)
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .discarded)
    },
    StorePromise("the job that settles a doubt goes before an older one that comes back") {
      scene in
      _ = try await scene.ask("older", issuing: "1")
      let held = try await scene.claim(.issueInvoice, of: "older")
      let failure = Failure(.smartBillRefused)
      try await expectEqual(scene.settle(held, .held(failure)), .settled)
      let doubted = try await scene.ask("doubted", issuing: "2")
      let (claim, reservation) = try await scene.send(doubted.id, for: "doubted")
      let doubt = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(
          claim, .retry(doubt, at: scene.now), changes: [.inDoubt(reservation, doubt)]), .settled)
      try await expectEqual(scene.perform(.requeue(held.job.id)), .done)
      let first = try await scene.claim(.accounting)
      expectEqual(first.map(\.job.id), [claim.job.id])
      // After a restart too.
      _ = try await scene.store.recover(at: scene.now)
      let again = try #require(try await scene.claim(.accounting).first)
      expectEqual(again.job.id, claim.job.id)
      let change = LedgerChange.issued(reservation, StoreScene.document)
      try await expectEqual(scene.settle(again, .completed, changes: [change]), .settled)
      try await expectEqual(scene.claim(.accounting).map(\.job.id), [held.job.id])
    },
    StorePromise("a series' record says what is not known between its ends") { scene in
      func record(_ most: Int = 10) async throws -> SeriesRecord {
        try await scene.store.record(of: .sample, unknownMax: most)
      }
      try await expectEqual(
        record(),
        SeriesRecord(
          unknown: [], first: nil, last: nil, holdsOurs: false, unclear: nil,
          isUnknown: true))
      for (order, number) in [("1", "0009"), ("2", "0010"), ("3", "10001"), ("4", "0013")] {
        let event = EventID("e\(order)")
        let invoice = try await scene.ask(event, issuing: OrderID(order))
        let (claim, reservation) = try await scene.send(invoice.id, for: event)
        var document = StoreScene.document
        document.number = InvoiceNumber(series: Series.sample.name, text: number)
        try await expectEqual(
          scene.settle(claim, .completed, changes: [.issued(reservation, document)]), .settled)
      }
      try await expectEqual(record(5).unknown, [11, 12, 14, 15, 16])
      try await expectEqual(record().last, 10_001)
      let foreign = ForeignDocument(
        series: .sample,
        document: Candidate(
          number: InvoiceNumber(series: Series.sample.name, text: "0011"), total: "5.00",
          references: [InvoiceReference(invoiceKey)]), seenAt: scene.now)
      try await expectEqual(scene.apply(.foreign([foreign]), by: "audit"), .settled)
      try await expectEqual(scene.apply(.foreign([foreign]), by: "audit again"), .settled)
      try await expectEqual(record(3).unknown, [12, 14, 15])
      try await expectEqual(scene.store.foreignDocuments(limit: 10), [foreign])
      let unclear = try await scene.ask("e9", issuing: "9")
      _ = try await scene.send(unclear.id, for: "e9")
      try await expectEqual(record().unclear, unclear.id)
      let elsewhere = Series(cif: "RO12345674", name: "ALT")
      #expect(try await scene.store.record(of: elsewhere, unknownMax: 10).last == nil)
    },
    StorePromise("what is proven absent is counted for good, and its first doubt kept") { scene in
      let invoice = try await scene.ask("e1")
      for count in 1...2 {
        try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
        let reservation = Reservation(invoice: invoice.id, attempt: count)
        let again = scene.now + .seconds(60)
        try await expectEqual(
          scene.apply(.absent(reservation, againAt: again), by: "absent \(count)"), .settled)
        let planned = try await scene.invoice(invoice.id)
        expectEqual(planned.state, .planned)
        expectEqual(planned.absences, Absences(count: count, doubtedAt: scene.now, againAt: again))
        // Its job was held meanwhile; a person has it done now.
        let job = try await scene.record(.issueInvoice, of: "e1").id
        try await expectEqual(scene.perform(.requeue(job)), .done)
        #expect(try await scene.invoice(invoice.id).absences.againAt == nil)
      }
      try await scene.bring(invoice.id, of: "e1", to: .inDoubt)
      let failure = Failure(.invoiceProvenAbsent)
      let parked = LedgerChange.parked(Reservation(invoice: invoice.id, attempt: 3), failure)
      try await expectEqual(scene.apply(parked, by: "parked"), .settled)
      try await expectEqual(scene.invoice(invoice.id).state, .provenAbsent)
      try await expectEqual(scene.invoice(invoice.id).absences.count, 3)
      // It is not to be sent, and clear: another of its series is.
      let job = try await scene.record(.issueInvoice, of: "e1").id
      try await expectEqual(scene.perform(.requeue(job)), .done)
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try await expectEqual(
        scene.store.reserve(scene.request(invoice.id, claim), at: scene.now),
        .stateIs(.provenAbsent))
      try await expectEqual(scene.settle(claim, .held(failure)), .settled)
      let other = try await scene.ask("e2", issuing: "1002")
      _ = try await scene.send(other.id, for: "e2")
      // One at a time of a series is in doubt.
      #expect(try await scene.isRefused(.resolve(invoice.id, .isNumber("7"))))
      try await expectEqual(scene.perform(.resolve(invoice.id, .sendAgain)), .done)
      let again = try await scene.invoice(invoice.id)
      #expect(again.state == .planned && again.absences.count == 3)
    },
    StorePromise("a job behind others has its turn after them, and none waits for it") { scene in
      for order in ["1", "2", "3"] {
        _ = try await scene.ask(EventID("e\(order)"), issuing: OrderID(order))
      }
      func next(at moment: Timestamp) async throws -> Claim? {
        try await scene.claim(.accounting, at: moment).first
      }
      let first = try #require(try await next(at: scene.now))
      expectEqual(first.job.command.asked.event, "e1")
      let due = scene.now + .seconds(100)
      let failure = Failure(.invoiceDelayed)
      try await expectEqual(scene.settle(first, .behind(failure, at: due)), .settled)
      let second = try #require(try await next(at: scene.now))
      expectEqual(second.job.command.asked.event, "e2")
      // One that waits for its retry blocks the lane, as ever.
      try await expectEqual(
        scene.settle(second, .retry(failure, at: scene.now + .seconds(10))), .settled)
      #expect(try await next(at: scene.now + .seconds(9)) == nil)
      for event in ["e2", "e3"] as [EventID] {
        let claim = try #require(try await next(at: scene.now + .seconds(10)))
        expectEqual(claim.job.command.asked.event, event)
        try await expectEqual(scene.settle(claim, .completed), .settled)
      }
      // Alone in its lane it waits for its time; what comes meanwhile doesn't.
      #expect(try await next(at: scene.now + .seconds(99)) == nil)
      _ = try await scene.ask("e4", issuing: "4")
      let fourth = try #require(try await next(at: scene.now))
      expectEqual(fourth.job.command.asked.event, "e4")
      try await expectEqual(scene.settle(fourth, .completed), .settled)
      try await expectEqual(scene.store.nextDue(), due)
      let last = try #require(try await next(at: due))
      expectEqual(last.job.id, first.job.id)
    },
    StorePromise("what has no number that a document can have is no gap, and no error") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      for text in ["x", "-5", "00-5", "0", "12345678901"] {
        let found = ForeignDocument(
          series: .sample,
          document: Candidate(
            number: InvoiceNumber(series: Series.sample.name, text: text), total: "5.00",
            references: []), seenAt: scene.now)
        try await expectEqual(scene.apply(.foreign([found]), by: "audit \(text)"), .settled)
      }
      #expect(try await scene.store.foreignDocuments(limit: 10).isEmpty)
      let record = try await scene.store.record(of: .sample, unknownMax: 10)
      #expect(record.first == 42 && record.last == 42 && record.unknown.isEmpty)
    },
    StorePromise("a document that can't be read is kept as such, and is counted apart") { scene in
      func document(_ number: Int, _ total: Money?, isUnread: Bool?) -> ForeignDocument {
        ForeignDocument(
          series: .sample,
          document: Candidate(
            number: InvoiceNumber(series: Series.sample.name, value: number), total: total,
            references: [], isUnread: isUnread), seenAt: scene.now)
      }
      let found = [
        document(7, nil, isUnread: nil), document(8, "5.00", isUnread: true),
        document(9, "5.00", isUnread: nil),
      ]
      let settled = try await scene.apply(.foreign(found), by: "search")
      expectEqual(settled, .settled)
      let kept = try await scene.store.foreignDocuments(limit: 10)
      expectEqual(kept, Array(found.reversed()))
      let record = try await scene.store.record(of: .sample, unknownMax: 10)
      expectEqual(
        record.found,
        SeriesRecord.Found(
          first: 7, last: 9, count: 3, ours: 0, unread: 1, absent: 1, lowestOurs: 8))
    },
    StorePromise("an issued document has a number that a document can have") { scene in
      let invoice = try await scene.ask("e1")
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      var document = StoreScene.document
      document.number = InvoiceNumber(series: Series.sample.name, text: "-5")
      let result = try await scene.settle(
        claim, .completed, changes: [.issued(reservation, document)])
      guard case .conflict = result else {
        Issue.record("it is \(result)")
        return
      }
    },
    StorePromise("a jump is told apart from a gap, until a person resumes the series") { scene in
      func find(_ number: Int, by event: EventID) async throws {
        let found = ForeignDocument(
          series: .sample,
          document: Candidate(
            number: InvoiceNumber(series: Series.sample.name, value: number), total: "5.00",
            references: []), seenAt: scene.now)
        try await expectEqual(scene.apply(.foreign([found]), by: event), .settled)
      }
      func record() async throws -> SeriesRecord {
        try await scene.store.record(of: .sample, unknownMax: 100)
      }
      try await find(4, by: "four")
      try await find(20_270_000, by: "far")
      try await expectEqual(record().jump, 5..<20_270_000)
      try await expectEqual(record().unknown, Array(5..<25) + Array(20_269_980..<20_270_000))
      // Another reason is not the person's word for it.
      for (code, jump) in [
        (FailureCode.seriesGap, 5..<20_270_000), (.seriesJumped, nil),
      ] as [(FailureCode, Range<Int>?)] {
        let failure = Failure(code, detail: "why")
        try await expectEqual(
          scene.apply(.seriesStopped(.sample, failure), by: EventID(code.rawValue)), .settled)
        try await expectEqual(scene.perform(.resumeSeries(.sample)), .done)
        try await expectEqual(record().jump, jump)
      }
      #expect(try await record().unknown.isEmpty)
      // What is found there all the same divides it, and is no new one.
      try await find(7000, by: "within")
      let divided = try await record()
      #expect(divided.unknown.isEmpty && divided.jump == nil)
    },
    StorePromise("that a series has jumped is said, whatever stopped it first") { scene in
      let jumped = Failure(.seriesJumped, detail: "far")
      for failure in [Failure(.seriesGap), jumped, Failure(.documentDuplicated)] {
        try await expectEqual(
          scene.apply(
            .seriesStopped(.sample, failure), by: EventID(failure.code.rawValue)), .settled)
      }
      let stopped = try await scene.store.stoppedSeries()
      expectEqual(stopped.map(\.failure), [jumped])
    },
    StorePromise("a job that is to wait is due when it has waited") { scene in
      try await scene.handle(
        "e1",
        [
          .watchInvoice(.init(asked: scene.asked("e1"), order: "1001", delay: .seconds(300)))
        ])
      #expect(try await scene.claim(.shops, at: scene.now + .seconds(299)).isEmpty)
      try await expectEqual(scene.store.nextDue(), scene.now + .seconds(300))
      try await expectEqual(scene.claim(.shops, at: scene.now + .seconds(300)).count, 1)
    },
  ]

  private static let invoiceKey = InvoiceKey(
    account: "firma", shop: "magazin", order: "1001", revision: 0)
}
