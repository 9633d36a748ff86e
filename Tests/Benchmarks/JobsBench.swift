import ArgumentParser
import Domain
import Foundation
import GRDB
import StoreSQLite

/// `punte-bench jobs`: how fast the queue is.
struct JobsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs",
    abstract: "Jobs claimed and settled a second, against inserts of the same bytes, 64 at a time.")

  @OptionGroup var options: BenchOptions

  /// Of the inserts' rate.
  static let ratioMin = 0.2
  static let batch = 64

  func run() async throws {
    let report = Report(options: options)
    let folder = try BenchFolder.make()
    defer { BenchFolder.remove(folder) }
    try report.begin("jobs", in: folder)
    let count = options.smoke ? 640 : 20_480
    let inserts = try Self.inserts(count, in: folder)
    let store = try SQLiteStore.open(
      path: folder.appending(path: "jobs.db").path, at: SystemTime().now())
    let accepts = try await Self.accepts(count, in: store)
    let jobs = try await Self.drain(count, in: store)
    await store.close()
    try report.add(
      Figure(
        name: "events stored, 256 at once", value: accepts, unit: "events/s", baseline: inserts,
        baselineName: "inserts, 64 a transaction"))
    try report.add(
      Figure(
        name: "jobs claimed and settled, 128 at once", value: jobs, unit: "jobs/s",
        baseline: inserts, baselineName: "inserts, 64 a transaction", atLeast: Self.ratioMin))
  }

  /// As durable as ours, and nothing but the rows.
  private static func inserts(_ count: Int, in folder: URL) throws -> Double {
    let database = try DatabaseQueue(path: folder.appending(path: "inserts.db").path)
    let body = Data(BenchBody.text.utf8)
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
          CREATE TABLE rows (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body BLOB) STRICT
          """)
    }
    let start = ContinuousClock.now
    for first in stride(from: 0, to: count, by: batch) {
      try database.write { db in
        let insert = try db.cachedStatement(sql: "INSERT INTO rows (key, body) VALUES (?, ?)")
        for index in first..<first + batch { try insert.execute(arguments: ["\(index)", body]) }
      }
    }
    return Double(count) / seconds(since: start)
  }

  static func accepts(_ count: Int, in store: SQLiteStore) async throws -> Double {
    let body = Array(BenchBody.text.utf8)
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for worker in 0..<256 {
        tasks.addTask {
          for index in stride(from: worker, to: count, by: 256) {
            _ = try await store.accept(
              Delivery(
                shop: "magazin", event: EventID("msg_\(index)"), receivedAt: SystemTime().now(),
                body: body))
          }
        }
      }
      try await tasks.waitForAll()
    }
    return Double(count) / seconds(since: start)
  }

  static func drain(_ count: Int, in store: SQLiteStore) async throws -> Double {
    let start = ContinuousClock.now
    var done = 0
    while done < count {
      let now = SystemTime().now()
      let claims = try await store.claim(
        [.handling: min(128, count - done)], at: now, lease: .seconds(60))
      guard !claims.isEmpty else { break }
      _ = try await store.settle(
        claims.map { Settlement($0.fence, .completed) }, at: SystemTime().now())
      done += claims.count
    }
    guard done == count else { throw Wrk.Failed(description: "\(done) of \(count) jobs were due") }
    return Double(count) / seconds(since: start)
  }

  static func seconds(since start: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - start) / .seconds(1)
  }
}
