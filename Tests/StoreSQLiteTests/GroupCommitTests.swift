import Domain
import Foundation
import GRDB
import Meters
import Synchronization
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct GroupCommitTests {
  @Test func `deliveries that arrive together share a commit`() async throws {
    try await SQLiteStore.use { store, _ async throws in
      let commits = CommitCount()
      store.connection.database.add(transactionObserver: commits)
      for result in await store.acceptAtOnce(200) { try expectEqual(result.get(), .new) }
      #expect((1...50).contains(commits.count), "\(commits.count) commits")
    }
  }

  @Test func `a write that fails does not fail those beside it`() async throws {
    try await SQLiteStore.use { store, _ async throws in
      let answers = await withTaskGroup(of: Bool?.self) { group in
        for index in 0..<100 {
          group.addTask { (try? await store.accept("e\(index)")) == .new }
          group.addTask {
            // There is no such invoice.
            let evidence = Evidence(
              invoice: 7, attempt: 1, at: .sample, answer: .unclear("timed out"))
            return (try? await store.record(evidence)) == nil ? nil : false
          }
        }
        return await group.reduce(into: [Bool?]()) { $0.append($1) }
      }
      expectEqual(answers.count { $0 == true }, 100)
      expectEqual(answers.count { $0 == nil }, 100)
      try await expectEqual(store.events(EventFilter(limit: 1000)).count, 100)
    }
  }

  @Test func `a commit that fails fails all of its batch, and nothing of it stands`() async throws {
    try await SQLiteStore.use { store, _ async throws in
      let failing = FailingCommit()
      store.connection.database.add(transactionObserver: failing)
      for result in await store.acceptAtOnce(20) {
        guard case .failure(.unavailable) = result else {
          Issue.record("it was answered: \(result)")
          continue
        }
      }
      #expect(try await store.events(EventFilter()).isEmpty)
      store.connection.database.remove(transactionObserver: failing)
      try await expectEqual(store.accept("e1"), .new)
    }
  }

  @Test func `a store whose commit failed is unwritable until one succeeds`() async throws {
    try await SQLiteStore.use { store, _ async throws in
      #expect(store.unwritable == nil)
      let failing = FailingCommit()
      store.connection.database.add(transactionObserver: failing)
      // Nobody has written yet, so nobody knows.
      #expect(store.unwritable == nil)
      _ = await store.acceptAtOnce(1)
      guard case .unavailable = store.unwritable else {
        Issue.record("the store can't be written")
        return
      }
      store.connection.database.remove(transactionObserver: failing)
      // No delivery comes to a store that says so: it must find out by itself.
      try await Polling.until("a write of its own succeeds") { store.unwritable == nil }
    }
  }

  @Test func `commits are timed, those that changed something`() async throws {
    try await TemporaryFolder.use { folder in
      let meters = Meters()
      let store = try SQLiteStore.open(
        path: folder.path("punte.db"), at: .sample, meters: meters, onFatal: { _ in })
      func count() -> Double? {
        let family = meters.families.first { $0.name == "store_fsync_seconds" }
        return family?.samples.first { $0.suffix == "_count" }?.value
      }
      #expect(try await store.claim([.handling: 1], at: .sample, lease: .seconds(1)).isEmpty)
      expectEqual(count(), 0)
      try await expectEqual(store.accept("e1"), .new)
      expectEqual(count(), 1)
      await store.close()
    }
  }

  @Test func `a writer that does not get on is told from one that waits`() async throws {
    let watch = CommitWatch(Meters())
    #expect(watch.underWay == nil)
    watch.begin()
    #expect(try #require(watch.underWay) >= .zero)
    watch.end(commit: .milliseconds(1))
    #expect(watch.underWay == nil)
  }

  @Test func `the log is carried into the database when it is idle`() async throws {
    try await SQLiteStore.use { store, path in
      let body = String(repeating: "x", count: 10_000)
      _ = await store.acceptAtOnce(20, body: body)
      func size() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
      }
      let deadline = ContinuousClock.now + Polling.deadlineDefault
      while try size() < 200_000, ContinuousClock.now < deadline {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(try size() >= 200_000)
    }
  }

  @Test func `the log is carried over between batches and does not grow without end`() async throws
  {
    try await SQLiteStore.use { store, path in
      let body = String(repeating: "x", count: 40_000)
      for round in 0..<20 { _ = await store.acceptAtOnce(60, prefix: "\(round)/", body: body) }
      let log = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
      // 20 × 60 × 40 kB went through it.
      #expect(try #require(log) < 24_000_000)
    }
  }

  @Test func `what can be asked for again is refused once too much waits`() throws {
    let queue = WriteQueue()
    for _ in 0..<WriteQueue.waitingMax { try queue.add(Nothing(), isDelivery: true) }
    #expect(throws: WriteQueue.Refusal.full) { try queue.add(Nothing(), isDelivery: true) }
    try queue.add(Nothing(), isDelivery: false)
    expectEqual(queue.next(128, mayWork: true, patience: nil)?.deliveries.count, 128)
    queue.close()
    #expect(throws: WriteQueue.Refusal.closed) { try queue.add(Nothing(), isDelivery: false) }
  }
}

@Suite struct WriteQueueTests {
  @Test func `deliveries are written first, and work with them only when it may`() throws {
    let queue = WriteQueue()
    for _ in 0..<3 { try queue.add(Nothing(), isDelivery: false) }
    for _ in 0..<2 { try queue.add(Nothing(), isDelivery: true) }
    let first = try #require(queue.next(1, mayWork: true, patience: nil))
    #expect((first.deliveries.count, first.work.count) == (1, 0))
    let second = try #require(queue.next(4, mayWork: false, patience: nil))
    #expect((second.deliveries.count, second.work.count) == (1, 0))
    // No delivery waits any more.
    let third = try #require(queue.next(2, mayWork: false, patience: nil))
    #expect((third.deliveries.count, third.work.count) == (0, 2))
    try queue.add(Nothing(), isDelivery: true)
    let fourth = try #require(queue.next(4, mayWork: true, patience: nil))
    #expect((fourth.deliveries.count, fourth.work.count) == (1, 1))
  }
}

@Suite struct WorkShareTests {
  @Test func `work takes a fifth of the time while deliveries wait`() {
    var share = WorkShare()
    let start = ContinuousClock.now
    #expect(share.isOpen(at: start))
    share.note(work: .zero, until: start)
    #expect(share.isOpen(at: start))
    share.note(work: .milliseconds(10), until: start)
    #expect(!share.isOpen(at: start + .milliseconds(39)))
    #expect(share.isOpen(at: start + .milliseconds(41)))
  }

  @Test func `however long a piece of work took, the next waits half a second at the most`() {
    var share = WorkShare()
    let start = ContinuousClock.now
    share.note(work: .seconds(10), until: start)
    #expect(!share.isOpen(at: start + .milliseconds(499)))
    #expect(share.isOpen(at: start + .milliseconds(500)))
  }
}

@Suite struct CheckpointPolicyTests {
  @Test func `a checkpoint waits for enough pages or an idle moment`() {
    var policy = CheckpointPolicy()
    #expect(!policy.isDue(pages: 0))
    #expect(policy.isDue(pages: 1))
    #expect(policy.step(pages: 499, isIdle: false) == nil)
    expectEqual(policy.step(pages: 499, isIdle: true), .passive)
    #expect(!policy.isDue(pages: 499))
    #expect(policy.step(pages: 499, isIdle: true) == nil)
    #expect(policy.step(pages: 998, isIdle: false) == nil)
    expectEqual(policy.step(pages: 999, isIdle: false), .passive)
    // The log began anew.
    #expect(policy.isDue(pages: 5))
    expectEqual(policy.step(pages: 500, isIdle: false), .passive)
  }

  @Test func `a log that readers keep from beginning anew is forced, once each bound`() {
    var policy = CheckpointPolicy()
    var forced: [Int] = []
    for pages in stride(from: 500, through: 20_000, by: 500)
    where policy.step(pages: pages, isIdle: false) == .truncate { forced.append(pages) }
    expectEqual(forced, [8_000, 16_000])
  }

  @Test func `a file that is too long is cut while nothing else is to be done, again and again`() {
    let long = CheckpointPolicy.fileBytesMax + 1
    var policy = CheckpointPolicy()
    // Nothing was committed by this process yet.
    #expect(policy.patience(pages: 0, fileBytes: long - 1) == nil)
    expectEqual(policy.patience(pages: 0, fileBytes: long), CheckpointPolicy.idleDelay)
    #expect(policy.step(pages: 0, isIdle: false, fileBytes: long) == nil)
    #expect(policy.step(pages: 0, isIdle: true, fileBytes: long - 1) == nil)
    expectEqual(policy.step(pages: 0, isIdle: true, fileBytes: long), .shorten)
    // A reader kept it long.
    expectEqual(policy.patience(pages: 0, fileBytes: long), CheckpointPolicy.shortenDelay)
    expectEqual(policy.step(pages: 0, isIdle: true, fileBytes: long), .shorten)
    // What is to be carried over goes first.
    expectEqual(policy.patience(pages: 7, fileBytes: long), CheckpointPolicy.idleDelay)
    expectEqual(policy.step(pages: 7, isIdle: true, fileBytes: long), .passive)
    expectEqual(policy.step(pages: 7, isIdle: true, fileBytes: long), .shorten)
    #expect(policy.patience(pages: 7, fileBytes: 0) == nil)
  }
}

private struct Nothing: PendingWrite {
  func run(in db: Database) {}
  func runApart(in db: Database, onFailure: (any Error) -> Void) {}
  func answer(_ error: StoreError?) {}
}

private final class CommitCount: TransactionObserver {
  private let commits = Atomic(0)
  var count: Int { commits.load(ordering: .relaxed) }
  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseDidCommit(_ db: Database) { commits.add(1, ordering: .relaxed) }
  func databaseDidRollback(_ db: Database) {}
}

private final class FailingCommit: TransactionObserver {
  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseWillCommit() throws { throw DatabaseError(resultCode: .SQLITE_FULL) }
  func databaseDidCommit(_ db: Database) {}
  func databaseDidRollback(_ db: Database) {}
}
