import Domain
import Foundation
import TestKit
import Testing

@testable import App

@Suite struct PrunePlanTests {
  private func event(
    _ sequence: Int64, isNeeded: Bool = false, isPruned: Bool = false
  ) -> PersonRecord.Event {
    PersonRecord.Event(
      sequence: sequence, shop: "magazin", id: EventID("evt-\(sequence)"), receivedAt: .sample,
      type: "order.status_changed", order: "1001", isNeeded: isNeeded, isPruned: isPruned)
  }

  private func record(
    answers: Int = 0, naming: [Invoice.ID] = [], payments: [Payment] = [],
    paymentsNaming: [Payment.ID] = []
  ) -> PersonRecord {
    PersonRecord(
      events: [event(1), event(2, isNeeded: true), event(3, isPruned: true)], invoices: [],
      payments: payments, answers: answers, answersNaming: naming,
      paymentAnswersNaming: paymentsNaming)
  }

  @Test func `a person's plan says what goes, what waits, and what remains where`() {
    let plan = PersonPlan(record: record(answers: 2, naming: [17]), mayRemain: [.freedSpace])
    expectEqual(plan.removable, [1, 3])
    for words in [
      "still needed", "no body any more", "2 answers of SmartBill, which are proof; those of",
      "invoices 17 name the person", "“punte database compact”", "In SmartBill", "In the shop",
    ] {
      #expect(plan.text.contains(words), "\(words)")
    }
    let compacted = PersonPlan(record: record(), mayRemain: [])
    #expect(!compacted.text.contains("compact"))
    #expect(!compacted.text.contains("answers"))
  }

  @Test func `payments are named as invoices are, and so are answers to them`() {
    let payment = Payment(
      id: 3, key: PaymentKey(account: "firma", shop: "magazin", order: "1001", payment: "P1"),
      received: ReceivedPayment(id: "P1", method: "card", amount: "131.00"), state: .recorded,
      openedBy: "evt-1", createdAt: .sample, updatedAt: .sample)
    func text(naming: [Invoice.ID]) -> String {
      let record = record(
        answers: 2, naming: naming, payments: [payment], paymentsNaming: [payment.id])
      return PersonPlan(record: record, mayRemain: []).text
    }
    for words in ["Their payments:", "131.00", "those of payments 3 name the person"] {
      #expect(text(naming: []).contains(words), "\(words)")
    }
    #expect(text(naming: [17]).contains("those of invoices 17 and of payments 3 name the person"))
    #expect(text(naming: [17]).contains("ale facturilor 17 și ale încasărilor 3 numesc persoana"))
  }

  @Test func `nobody found is said in a sentence`() {
    let nobody = PersonRecord(
      events: [], invoices: [], payments: [], answers: 0, answersNaming: [],
      paymentAnswersNaming: [])
    let text = PersonPlan(record: nobody, mayRemain: []).text
    expectEqual(text, "Nothing is stored that names this person.\n")
  }

  @Test func `a plan for old bodies says how many go, and how many are still needed`() {
    let tally = PruneTally(
      events: 12, bytes: 25_000, firstReceivedAt: .sample, lastReceivedAt: .sample, needed: 3)
    let text = PrunePlan(before: .sample, tally: tally).text
    #expect(text.contains("12 events, received from"))
    #expect(text.contains("25 kB"))
    #expect(text.contains("it is a duplicate"))
    #expect(text.contains("3 as old are kept"))
  }

  @Test func `a replay's plan says which bodies are gone`() {
    func plan(_ events: Int, pruned: Int) -> String {
      let tally = EventTally(
        shop: "magazin", type: nil, events: events, waiting: 0, pruned: pruned,
        firstReceivedAt: .sample, lastReceivedAt: .sample, lastSequence: 9)
      return ReplayPlan(selection: EventSelection(), tallies: [tally], perSecond: 50, to: nil).text
    }
    #expect(plan(3, pruned: 2).contains("2 have had their bodies removed"))
    #expect(!plan(3, pruned: 0).contains("removed"))
    #expect(plan(0, pruned: 2).hasPrefix("Nothing can be replayed."))
  }

  @Test func `a copy is never written over the database or what belongs to it`() async throws {
    try await TemporaryFolder.use { folder in
      let location = try DatabaseLocation("sqlite:p.db", relativeTo: folder.path)
      for name in ["p.db", "p.db-wal", "p.db-shm", "p.db.lock", "p.db.sock", "p.db.restored"] {
        #expect(location.owns(folder.path(name)), "\(name)")
        #expect(location.owns(folder.path("./\(name)")), "\(name)")
      }
      #expect(!location.owns(folder.path("p.db.copy")))
      #expect(!location.owns(folder.path("punte.yaml")))
      #expect(location.owns(folder.path("punte.yaml"), others: [folder.path("./punte.yaml")]))
      // By another name too, and the documents that are kept.
      try FileManager.default.createDirectory(
        atPath: folder.path("p.db.documents"), withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: folder.path("p.db")))
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("link"), withDestinationPath: folder.path("p.db"))
      #expect(location.owns(folder.path("link")))
      #expect(location.owns(folder.path("p.db.documents/1-issued-2.pdf")))
      #expect(!location.owns(folder.path("other/p.db")))
    }
  }

  @Test func `what a migration did is said in a sentence`() {
    #expect(MigrateCommand.Report(from: 1, to: 1, backup: nil).text.contains("nothing to do"))
    let report = MigrateCommand.Report(from: 1, to: 2, backup: "/x/punte.db.schema-1")
    #expect(report.text.contains("was version 1 and is version 2 now"))
    #expect(report.text.contains("/x/punte.db.schema-1"))
  }
}
