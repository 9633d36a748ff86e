import Domain
import Testing

extension StorePromise {
  static let claims = [
    StorePromise("events are handed out in the order of acceptance, whatever the clock did") {
      scene in
      _ = try await scene.accept("e1", at: scene.now)
      _ = try await scene.accept("e2", at: scene.now - .seconds(30))
      let claims = try await scene.claim(.handling)
      expectEqual(claims.map(\.event?.id), ["e1", "e2"])
      expectEqual(claims.map(\.event?.sequence), [1, 2])
    },
    StorePromise("a pool gets no more than it has room for, the oldest first") { scene in
      for event: EventID in ["e1", "e2", "e3"] { _ = try await scene.accept(event) }
      #expect(try await scene.claim(.handling, room: 0).isEmpty)
      try await expectEqual(scene.claim(.handling, room: 2).map(\.event?.id), ["e1", "e2"])
      #expect(try await scene.claim(.shops).isEmpty)
      try await expectEqual(scene.claim(.handling, room: 2).map(\.event?.id), ["e3"])
    },
    StorePromise("a job that is not due is not handed out") { scene in
      #expect(try await scene.store.nextDue() == nil)
      let later = scene.now + .seconds(5)
      _ = try await scene.accept("e1")
      let first = try #require(try await scene.claim(.handling).first)
      try await expectEqual(
        scene.settle(first, .retry(Failure(.storeUnavailable), at: later)), .settled)
      #expect(try await scene.claim(.handling).isEmpty)
      try await expectEqual(scene.store.nextDue(), later)
      #expect(try await scene.store.nextDue(in: [.accounting, .shops]) == nil)
      try await expectEqual(scene.claim(.handling, at: later).count, 1)
      #expect(try await scene.store.nextDue() == nil)
    },
    StorePromise("what waits goes on waiting for as long, however the clock was set") { scene in
      _ = try await scene.accept("e1")
      _ = try await scene.accept("e2")
      let claims = try await scene.claim(.handling)
      let later = scene.now + .seconds(60)
      _ = try await scene.settle(claims[0], .retry(Failure(.storeUnavailable), at: later))
      var total = Duration.zero
      for shift in [Duration.seconds(-7200), .seconds(90_000), .seconds(-40), .seconds(40)] {
        total += shift
        try await scene.store.clockWasSet(by: shift, at: scene.now + total)
        try await expectEqual(scene.store.nextDue(), later + total)
        #expect(try await scene.claim(.handling, at: scene.now + total + .seconds(59)).isEmpty)
      }
      // The one, and the other whose lease has run out.
      let due = try await scene.claim(.handling, at: later + total)
      expectEqual(due.map(\.job.id), [claims[1].job.id, claims[0].job.id])
    },
    StorePromise("what is due stays due, however the clock was set") { scene in
      _ = try await scene.accept("e1")
      let claim = try #require(try await scene.claim(.handling).first)
      _ = try await scene.settle(claim, .retry(Failure(.storeUnavailable), at: scene.now))
      for shift in [Duration.seconds(-7200), .seconds(90_000)] {
        try await scene.store.clockWasSet(by: shift, at: scene.now + shift)
        let due = try #require(try await scene.store.nextDue())
        #expect(due <= scene.now + shift)
      }
    },
    StorePromise("a start after the clock went back waits no longer than before") { scene in
      _ = try await scene.accept("e1")
      _ = try await scene.accept("e2")
      let claims = try await scene.claim(.handling)
      let later = scene.now + .seconds(60)
      _ = try await scene.settle(claims[0], .retry(Failure(.storeUnavailable), at: later))
      let now = scene.now - .seconds(7200)
      let recovery = try await scene.store.recover(at: now)
      expectEqual(recovery.clockSetBack, .seconds(7200))
      expectEqual(recovery.jobsReleased, 1)
      // What was running was due.
      try await expectEqual(scene.claim(.handling, at: now).map(\.job.id), [claims[1].job.id])
      #expect(try await scene.claim(.handling, at: now + .seconds(59)).isEmpty)
      let due = try await scene.claim(.handling, at: now + .seconds(60))
      #expect(due.map(\.job.id).contains(claims[0].job.id))
      try await expectEqual(scene.store.recover(at: now + .seconds(60)).clockSetBack, .zero)
    },
    StorePromise("events are claimed in the order of acceptance, whatever the clock said") {
      scene in
      for (event, seconds) in [("e1", 5), ("e2", 0), ("e3", -5)] as [(EventID, Int)] {
        _ = try await scene.accept(event, at: scene.now + .seconds(seconds))
      }
      try await expectEqual(scene.claim(.handling).map(\.event?.id), ["e1", "e2", "e3"])
    },
    StorePromise("a claim whose lease ran out passes on, and the old one changes nothing") {
      scene in
      let invoice = try await scene.ask("e1")
      let old = try await scene.claim(.issueInvoice, of: "e1")
      #expect(try await scene.claim(.accounting, at: scene.now + .seconds(59)).isEmpty)
      let claims = try await scene.claim(.accounting, at: scene.now + .seconds(60))
      let new = try #require(claims.first)
      expectEqual(new.job.id, old.job.id)
      expectEqual(new.job.attempt, old.job.attempt + 1)

      try await expectEqual(
        scene.store.reserve(scene.request(invoice.id, old), at: scene.now), .fenced)
      let result = try await scene.settle(
        old, .completed, changes: [.notInvoiceable(invoice.id, Failure(.smartBillRefused))],
        commands: [scene.issue("1002", "e1", run: 1)])
      expectEqual(result, .fenced)
      try await expectEqual(scene.invoice(invoice.id).state, .planned)
      #expect(try await scene.store.invoices(InvoiceFilter(order: "1002")).isEmpty)
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .running)
      try await expectEqual(scene.settle(new, .completed), .settled)
      try await expectEqual(scene.settle(new, .completed), .fenced)
      let attempts = try await scene.store.job(new.job.id)?.attempts.map(\.outcome)
      expectEqual(attempts, ["interrupted", "completed"])
    },
  ]

  static let settlements = [
    StorePromise("asking twice by the same run of an event is one job") { scene in
      let command = scene.issue("1001", "e1")
      try await scene.handle("e1", [command, command])
      try await expectEqual(scene.store.jobs(JobFilter(kind: .issueInvoice)).count, 1)
    },
    StorePromise("the end of each attempt is kept") { scene in
      _ = try await scene.accept("e1")
      let retry = Outcome.retry(Failure(.storeUnavailable, detail: "why"), at: scene.now)
      try await expectEqual(scene.settle(scene.claim(.handleEvent, of: "e1"), retry), .settled)
      let end = Outcome.completed(note: JobNote(.triggerIsManual, detail: "x"))
      try await expectEqual(scene.settle(scene.claim(.handleEvent, of: "e1"), end), .settled)
      let id = try await scene.record(.handleEvent, of: "e1").id
      let detail = try #require(try await scene.store.job(id))
      expectEqual(detail.job.state, .completed)
      expectEqual(detail.job.note, JobNote(.triggerIsManual, detail: "x").line)
      #expect(detail.job.failure == nil)
      expectEqual(detail.attempts.map(\.number), [1, 2])
      expectEqual(detail.attempts.map(\.outcome), ["retry", "completed"])
      expectEqual(detail.attempts.map(\.failure?.detail), ["why", nil])
      expectEqual(detail.attempts.map(\.who), ["punte", "punte"])
      #expect(try await scene.store.job(id + 1) == nil)
    },
    StorePromise("a settlement that the ledger refuses changes nothing, and stops no other") {
      scene in
      let invoice = try await scene.ask("e1")
      let refused = try await scene.claim(.issueInvoice, of: "e1")
      _ = try await scene.accept("e2")
      let fine = try #require(try await scene.claim(.handling).first)
      let notice = Notice(
        fact: "f", asked: scene.asked("e1"), order: "1001", content: .cancelled(nil, revision: 0))
      let results = try await scene.store.settle(
        [
          Settlement(
            refused.fence, .completed,
            changes: [
              .seriesStopped(.sample, Failure(.seriesGap)),
              .accountBlocked(scene.account, until: scene.now + .seconds(600)),
              .cancelled(invoice.id),
            ],
            notices: [notice], commands: [scene.issue("1002", "e1", run: 1)],
            label: EventLabel(type: "t", subject: nil, occurredAt: nil)),
          Settlement(fine.fence, .completed),
        ], at: scene.now)
      guard case .conflict(let text) = results[0] else {
        Issue.record("it is no conflict: \(results[0])")
        return
      }
      #expect(text.contains("planned"))
      expectEqual(results[1], .settled)
      #expect(try await scene.store.stoppedSeries().isEmpty)
      try await expectEqual(scene.store.invoices(InvoiceFilter()).map(\.id), [invoice.id])
      #expect(try await scene.store.jobs(JobFilter(kind: .notifyShop)).isEmpty)
      #expect(try await scene.store.event("e1", of: scene.shop)?.event.type == nil)
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .running)
      try await expectEqual(scene.settle(refused, .held(Failure(.ledgerConflict))), .settled)
      #expect(try await scene.store.recover(at: scene.now).blockedAccounts.isEmpty)
    },
    StorePromise("jobs are listed by shop, kind and state") { scene in
      _ = try await scene.ask("e1")
      let store = scene.store
      try await expectEqual(store.jobs(JobFilter()).map(\.kind), [.issueInvoice, .handleEvent])
      try await expectEqual(store.jobs(JobFilter(state: .completed)).map(\.kind), [.handleEvent])
      try await expectEqual(store.jobs(JobFilter(kind: .issueInvoice)).count, 1)
      #expect(try await store.jobs(JobFilter(shop: "alt")).isEmpty)
      try await expectEqual(store.jobs(JobFilter(limit: 1)).count, 1)
    },
  ]

  static let notices = [
    StorePromise("a fact keeps its id and sequence however often it is told") { scene in
      let content = Notice.Content.issued(StoreScene.document, revision: 0)
      func tell(_ fact: String, _ event: EventID, run: Int = 0) async throws -> String {
        _ = try await scene.accept(event)
        let claim = try await scene.claim(.handleEvent, of: event)
        let notice = Notice(
          fact: fact, asked: scene.asked(event, run: run), order: "1001", content: content)
        try await expectEqual(scene.settle(claim, .completed, notices: [notice]), .settled)
        let jobs = try await scene.claim(.shops)
        expectEqual(jobs.count, 1)
        let job = try #require(jobs.first)
        try await expectEqual(scene.settle(job, .completed), .settled)
        guard case .notifyShop(let command) = job.job.command else { return "" }
        return command.notice
      }
      let first = try await tell("invoice/1/issued", "e1")
      let second = try await tell("invoice/1/cancelled", "e2")
      let again = try await tell("invoice/1/issued", "e3", run: 1)
      expectEqual(first, again)
      #expect(first != second)
      #expect(first.hasPrefix("msg_") && !first.contains("."))
      let stored = try #require(try await scene.store.notice(first))
      expectEqual(stored.id, first)
      expectEqual(stored.sequence, 1)
      expectEqual(stored.notice.content, content)
      expectEqual(stored.notice.asked, scene.asked("e1"))
      try await expectEqual(scene.store.notice(second)?.sequence, 2)
      #expect(try await scene.store.notice("msg_none") == nil)
      try await expectEqual(scene.store.notice(telling: "invoice/1/issued"), stored)
      #expect(try await scene.store.notice(telling: "invoice/2/issued") == nil)
    },
    StorePromise("sequences rise by order, each from 1") { scene in
      _ = try await scene.accept("e1")
      let claim = try await scene.claim(.handleEvent, of: "e1")
      let orders: [OrderID] = ["1001", "1002", "1001", "1001"]
      let notices = orders.enumerated().map { index, order in
        Notice(
          fact: "f\(index)", asked: scene.asked("e1"), order: order,
          content: .cancelled(nil, revision: 0))
      }
      try await expectEqual(scene.settle(claim, .completed, notices: notices), .settled)
      var sequences: [OrderID: [Int]] = [:]
      for _ in orders {
        for job in try await scene.claim(.shops) {
          guard case .notifyShop(let command) = job.job.command else { continue }
          let notice = try #require(try await scene.store.notice(command.notice))
          sequences[command.order, default: []].append(notice.sequence)
          try await expectEqual(scene.settle(job, .completed), .settled)
        }
      }
      expectEqual(sequences, ["1001": [1, 2, 3], "1002": [1]])
    },
  ]

  static let recovery = [
    StorePromise("a start frees what a dead process ran, and doubts what it was sending") { scene in
      let fresh = try await scene.store.recover(at: scene.now)
      #expect(!fresh.hasHistory)
      let invoice = try await scene.ask("e1")
      let (claim, _) = try await scene.send(invoice.id, for: "e1")
      _ = try await scene.accept("e2")
      let handling = try await scene.claim(.handleEvent, of: "e2")
      let until = scene.now + .seconds(600)
      try await expectEqual(
        scene.settle(
          handling, .completed, changes: [.accountBlocked(scene.account, until: until)]), .settled)

      let recovery = try await scene.store.recover(at: scene.now)
      expectEqual(recovery.jobsReleased, 1)
      expectEqual(recovery.invoicesInDoubt, 1)
      #expect(recovery.hasHistory)
      expectEqual(recovery.blockedAccounts, [scene.account: until])
      try await expectEqual(scene.store.blockedAccounts(at: scene.now), [scene.account: until])
      #expect(try await scene.store.blockedAccounts(at: until).isEmpty)
      let doubted = try await scene.invoice(invoice.id)
      expectEqual(doubted.state, .inDoubt)
      expectEqual(doubted.failure, Failure(.invoiceInterrupted))
      let again = try await scene.claim(.issueInvoice, of: "e1")
      expectEqual(again.job.attempt, claim.job.attempt + 1)
      try await expectEqual(scene.settle(claim, .completed), .fenced)
      #expect(try await scene.store.recover(at: until).blockedAccounts.isEmpty)
    },
    StorePromise("a block is never shortened") { scene in
      for (event, seconds) in [("e1", 600), ("e2", 60)] as [(EventID, Int)] {
        _ = try await scene.accept(event)
        let claim = try await scene.claim(.handleEvent, of: event)
        let change = LedgerChange.accountBlocked(
          scene.account, until: scene.now + .seconds(seconds))
        try await expectEqual(scene.settle(claim, .completed, changes: [change]), .settled)
      }
      let recovery = try await scene.store.recover(at: scene.now)
      expectEqual(recovery.blockedAccounts, [scene.account: scene.now + .seconds(600)])
    },
  ]
}
