import Domain
import Foundation
import GRDB
import Synchronization
import TestKit
import Testing

@testable import StoreSQLite

/// The power goes while the store works: on a disk that keeps, drops or tears what was not synced.
@Suite(.serialized) struct PowerCutTests {
  /// Seeds of the test; each cuts the power some forty times.
  static let seeds =
    ProcessInfo.processInfo.environment["PUNTE_POWER_CUT_SEEDS"].flatMap(UInt64.init) ?? 2
  /// Seeds within which a planted fault is found.
  static let plantedSeeds: UInt64 = 5
  /// Of so many writes, one is cut.
  static let writesPerCut = 9

  @Test func `whatever is lost of what was not synced, what was answered is there`() async throws {
    var cuts = 0
    for seed in 1...Self.seeds {
      for cut in try await Self.run(seed: seed, syncLevel: .full) {
        cuts += 1
        let lost = try await cut.lost()
        #expect(lost == nil, "seed \(seed), cut \(cuts)")
      }
    }
    #expect(cuts > 20 * Self.seeds)
  }

  /// The planted fault: a test that passes without a sync proves nothing.
  @Test(arguments: [WriterConnection.SyncLevel.off, .normal])
  func `without a sync at each commit, this test finds what is lost`(
    level: WriterConnection.SyncLevel
  ) async throws {
    var losses: [String] = []
    var seed: UInt64 = 0
    while losses.isEmpty, seed < Self.plantedSeeds {
      seed += 1
      for cut in try await Self.run(seed: seed, syncLevel: level) {
        losses += [try await cut.lost()].compactMap { $0 }
      }
    }
    #expect(!losses.isEmpty)
    print("synchronous \(level): found after \(seed) seeds, \(losses.first ?? "nothing lost")")
  }

  // MARK: A run

  /// What was answered before the power went, and what is left of the files.
  private struct Cut: Sendable {
    let acknowledged: [Promise]
    let files: [String: [UInt8]]

    /// nil if nothing that was answered is missing, and the database is whole.
    func lost() async throws -> String? {
      try await TemporaryFolder.use { folder in
        for (path, bytes) in files {
          let suffix = (path as NSString).lastPathComponent
            .dropFirst(UnsyncedDisk.databaseName.count)
          let file = folder.path("left.db" + suffix)
          #expect(FileManager.default.createFile(atPath: file, contents: Data(bytes)))
        }
        let path = folder.path("left.db")
        let store: SQLiteStore
        do { store = try SQLiteStore.open(path: path, at: .sample) { _ in } } catch {
          return "it can't be opened: \(error)"
        }
        let missing = await missing(in: store)
        let verdict = try? store.writeRaw { db in
          try String.fetchOne(db, sql: "PRAGMA integrity_check")
        }
        await store.close()
        return verdict == "ok" ? missing : "the database is damaged: \(verdict ?? "unreadable")"
      }
    }

    private func missing(in store: SQLiteStore) async -> String? {
      for promise in acknowledged {
        guard (try? await promise.isKept(by: store)) == true else { return "\(promise) is gone" }
      }
      return nil
    }
  }

  /// What the store has answered.
  private enum Promise: Sendable {
    case accepted(String)
    case reserved(Invoice.ID, [UInt8])
    case recorded(Invoice.ID)
    case issued(Invoice.ID)

    func isKept(by store: SQLiteStore) async throws -> Bool {
      switch self {
      case .accepted(let event):
        return try await store.event(EventID(event), of: "magazin") != nil
      case .reserved(let id, let body):
        return try await store.invoice(id)?.request == body
      case .recorded(let id):
        return try await store.invoice(id)?.evidence.isEmpty == false
      case .issued(let id):
        return try await store.invoice(id)?.invoice.state == .issued
      }
    }
  }

  private struct Progress {
    var random: SeededRandom
    var acknowledged: [Promise] = []
    var cuts: [Cut] = []
  }

  private static func run(seed: UInt64, syncLevel: WriterConnection.SyncLevel) async throws -> [Cut]
  {
    let progress = Mutex(Progress(random: SeededRandom(seed: (seed) &* 0x9E37_79B9_7F4A_7C15)))
    let disk = UnsyncedDisk.shared
    let takeCut: @Sendable () -> Void = {
      progress.withLock { progress in
        let files = disk.afterPowerCut(&progress.random)
        progress.cuts.append(Cut(acknowledged: progress.acknowledged, files: files))
      }
    }
    try await TemporaryFolder.use { folder in
      disk.use {
        let isCut = progress.withLock {
          Int.random(in: 1...Self.writesPerCut, using: &$0.random) == 1
        }
        if isCut { takeCut() }
      }
      let store = try SQLiteStore.open(
        path: folder.path(UnsyncedDisk.databaseName), at: .sample, syncLevel: syncLevel
      ) { _ in }
      try await work(on: store) { promise in
        progress.withLock { $0.acknowledged.append(promise) }
        takeCut()
      }
      disk.stop()
      await store.close()
    }
    return progress.withLock { $0.cuts }
  }

  /// Some orders on their way, deliveries that come at once, and the log carried over between.
  private static func work(on store: SQLiteStore, _ done: @Sendable (Promise) -> Void) async throws
  {
    for order in 1...3 {
      let event = "e\(order)"
      try await expectEqual(store.accept(event), .new)
      done(.accepted(event))
      let issue = Command.issueInvoice(
        .init(
          asked: Asking(shop: "magazin", event: EventID(event)), cause: .request,
          account: "firma", series: .sample, order: .sample(id: OrderID("\(order)"))))
      let handling = try #require(try await claim(.handling, store))
      let handled = Settlement(handling.fence, .completed, commands: [issue])
      try await expectEqual(store.settle([handled], at: .sample), [.settled])

      let issuing = try #require(try await claim(.accounting, store))
      let invoice = try #require(try await store.invoices(InvoiceFilter()).first)
      let body = Array(repeating: UInt8(order), count: 3000)
      let request = ReservationRequest(
        invoice: invoice.id, fence: issuing.fence, body: body, expectedNumber: order,
        total: "131.00", currency: "RON", issuedOn: "2026-11-23")
      let result = try await store.reserve(request, at: .sample)
      guard case .reserved(let reservation) = result else {
        Issue.record("\(result)")
        return
      }
      done(.reserved(invoice.id, body))
      try await store.record(
        Evidence(
          invoice: invoice.id, attempt: reservation.attempt, at: .sample,
          answer: .answered(status: 200, body: Array("ok".utf8))))
      done(.recorded(invoice.id))
      if order == 2 { try store.connection.checkpoint(.truncate) }
      let document = IssuedDocument(
        number: InvoiceNumber(series: "FCT", value: order), total: "131.00", currency: "RON",
        issuedOn: "2026-11-23")
      let issued = Settlement(
        issuing.fence, .completed, changes: [.issued(reservation, document)])
      try await expectEqual(store.settle([issued], at: .sample), [.settled])
      done(.issued(invoice.id))
      for result in await store.acceptAtOnce(5, prefix: "\(event)-") {
        try expectEqual(result.get(), .new)
      }
      for index in 0..<5 { done(.accepted("\(event)-\(index)")) }
    }
  }

  private static func claim(_ pool: Pool, _ store: SQLiteStore) async throws -> Claim? {
    try await store.claim([pool: 1], at: .sample, lease: .seconds(60)).first
  }
}
