import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// `punte database`, by the real binaries.
@Suite struct DatabaseTests {
  private static let who = ["--by", "Ana", "--reason", "the test wants it"]

  private func deliver(_ order: Domain.Order, _ id: String, to punte: String) async throws -> Int {
    try await SignedDelivery(id: id, body: SampleEvent.statusChanged(order)).send(to: punte).status
  }

  private func deliver(_ orders: ClosedRange<Int>, to punte: String) async throws {
    for number in orders {
      try await expectEqual(deliver(order(number), "evt-\(number)", to: punte), 202)
    }
  }

  private func order(_ number: Int, email: String? = nil, phone: String? = nil) -> Domain.Order {
    var order = Domain.Order.sample(id: OrderID("\(number)"))
    order.customer.email = email
    order.customer.phone = phone
    return order
  }

  private func database(_ stage: Stage) -> String { stage.folder.appending(path: "punte.db").path }

  private func punte(_ stage: Stage, _ words: [String]) async throws -> CommandResult {
    try await Command.run(
      "punte", ["database"] + words + ["--settings", stage.settingsFile.path],
      environment: stage.environment, in: stage.folder)
  }

  /// What the shop was told of each order.
  private func sequences(_ stage: Stage, of order: Int) async throws -> [Int] {
    try await stage.callbacks(of: "\(order)").compactMap { $0["data"]["sequence"].int }
  }

  // MARK: Copies

  /// SmartBill's window counts as full after a start, and an audit that was busy waits a minute.
  private static let restoredWithin = Duration.seconds(200)

  /// The copy may have met an invoice that was being sent: a person says which it became, and Punte
  /// believes it only if the document bears the order's reference. Here order N has number N.
  private func nameWhatWasBeingSent(_ stage: Stage) async throws {
    for invoice in try await stage.listing("invoices", "list", "--state", "needs_person").array {
      let number = invoice["key"]["order"].string ?? "0"
      _ = try await stage.punte(
        "invoices", "resolve", "\(invoice["id"].int ?? 0)", "--number", number, "--by", "Ana",
        "--reason", "looked at it")
    }
  }

  @Test func `a copy made while orders flow is restored, and no invoice is issued twice`()
    async throws
  {
    try await Stage.with(account: ["doubt: { quiet: 1s, confirm: 1s }"]) { stage in
      let first = try await stage.startPunte()
      try await deliver(1...4, to: first.address)
      try await stage.untilQuiet()
      let copy = stage.folder.appending(path: "copy.db").path
      // While they flow.
      async let flowing: Void = deliver(5...12, to: first.address)
      let made = try await punte(stage, ["backup", copy, "--json"])
      expectEqual(made.status, 0, "\(made.errors)")
      let report = try JSON(made.output)
      #expect((4...12).contains(report["rows"]["events"].int ?? 0))
      try await flowing
      try await stage.untilQuiet()
      try await expectEqual(stage.documents().count, 12)
      let told = try await sequences(stage, of: 12)

      let refused = try await punte(stage, ["restore", copy, "--yes"] + Self.who)
      expectEqual(refused.status, 75)
      #expect(refused.errors.contains("process \(first.processIdentifier)"))
      let again = try await punte(stage, ["backup", copy])
      expectEqual(again.status, 73)
      #expect(again.errors.contains("--force"))
      await expectEqual(first.terminate(), 0)
      // Nobody can be asked here.
      let unasked = try await punte(stage, ["restore", copy] + Self.who)
      expectEqual(unasked.status, 64)
      #expect(unasked.errors.contains("Say --yes.") && !unasked.errors.contains("--dry-run"))

      let restored = try await punte(stage, ["restore", copy, "--yes"] + Self.who)
      expectEqual(restored.status, 0, "\(restored.errors)")
      #expect(restored.output.contains(".replaced-"))
      let files = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path)
      #expect(files.contains { $0.hasPrefix("punte.db.replaced-") })
      #expect(!files.contains { $0.hasSuffix(".part") || $0.contains(".restor") })

      let second = try await stage.startPunte()
      // The shop sends again what it has, and one more.
      for number in 1...13 {
        let status = try await deliver(order(number), "evt-\(number)", to: second.address)
        #expect([200, 202].contains(status))
      }
      try await Polling.until(
        "the series has stopped, or all is issued", within: Self.restoredWithin
      ) {
        try await self.nameWhatWasBeingSent(stage)
        let stopped = try await stage.listing("invoices", "series")["stopped"].description
        let documents = try await stage.documents().count
        return stopped.contains("series_restored") || documents == 13
      }
      _ = try await stage.punte(
        "invoices", "resume", "FCT", "--by", "Ana", "--reason", "looked at them")
      try await Polling.until("all thirteen are issued", within: Self.restoredWithin) {
        try await stage.listing("invoices", "list", "--state", "issued").array.count == 13
      }
      // Of each order one, in SmartBill too.
      try await expectEqual(stage.documents().count, 13)
      try await expectEqual(stage.createRequests().count, 13)
      if report["rows"]["events"].int ?? 0 < 12 {
        _ = try await Polling.value("order 12 is told above what it was told") {
          let now = try await self.sequences(stage, of: 12)
          return (now.last ?? 0) > (told.last ?? 0) ? true : nil
        }
        #expect(try await stage.order("12")["outdated"].isNull)
      }
    }
  }

  /// Files that are not finished.
  private func parts(_ stage: Stage) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: stage.folder.path)) ?? []
    return names.filter { $0.hasSuffix(".part") }.map { stage.folder.appending(path: $0).path }
  }

  @Test func `a copy that is ended by a signal leaves nothing, and one cut off is removed later`()
    async throws
  {
    try await Stage.with { stage in
      let running = try await stage.startPunte()
      try await expectEqual(deliver(order(1), "evt-1", to: running.address), 202)
      try await stage.untilQuiet()
      let copy = stage.folder.appending(path: "copy.db").path
      for signal in [SIGTERM, SIGINT, SIGKILL] {
        let errors = stage.folder.appending(path: "errors")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        // Held at its first sync, long enough to be found there.
        let backup = try ChildProcess(
          URL(filePath: "/usr/bin/strace"),
          [
            "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e",
            "inject=fsync:delay_enter=20000000:when=1", Programs.url("punte").path, "database",
            "backup", copy, "--settings", stage.settingsFile.path,
          ], environment: stage.environment, in: stage.folder,
          output: FileHandle(forWritingTo: errors), errors: FileHandle(forWritingTo: errors))
        try await Polling.until("the copy is being written") {
          guard let part = parts(stage).first else { return false }
          let attributes = try? FileManager.default.attributesOfItem(atPath: part)
          return (attributes?[.size] as? Int ?? 0) > 0
        }
        backup.send(signal)
        await expectEqual(backup.end(), signal)
        #expect(!FileManager.default.fileExists(atPath: copy))
        expectEqual(parts(stage).isEmpty, (signal != SIGKILL))
      }
      try await expectEqual(punte(stage, ["backup", copy]).status, 0)
      #expect(parts(stage).isEmpty)
      let itself = try await punte(stage, ["backup", database(stage), "--force"])
      expectEqual(itself.status, 64)
      #expect(running.isRunning)
    }
  }

  /// Runs `punte database …` with a call of the system failing, or ending it.
  private func traced(_ stage: Stage, _ words: [String], inject: String) async throws
    -> CommandResult
  {
    try await Command.run(
      URL(filePath: "/usr/bin/strace"),
      [
        "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(inject.prefix { $0 != ":" })", "-e",
        "inject=\(inject)", Programs.url("punte").path, "database",
      ] + words + ["--settings", stage.settingsFile.path],
      environment: stage.environment, in: stage.folder)
  }

  /// At each call that changes a file or makes it last, until one run gets through.
  @Test(arguments: ["rename", "unlink", "link", "fsync", "fdatasync", "utimensat"])
  func `a restore that is killed leaves the old database, or the new one marked`(at call: String)
    async throws
  {
    try await Stage.with { stage in
      let first = try await stage.startPunte()
      try await expectEqual(deliver(order(1), "evt-1", to: first.address), 202)
      try await stage.untilQuiet()
      let copy = stage.folder.appending(path: "copy.db").path
      try await expectEqual(punte(stage, ["backup", copy]).status, 0)
      try await expectEqual(deliver(order(2), "evt-2", to: first.address), 202)
      try await stage.untilQuiet()
      await expectEqual(first.terminate(), 0)
      let kept = stage.folder.appending(path: "kept")
      try copyDatabase(stage, to: kept)
      var (olds, news) = (0, 0)
      for count in 1...60 {
        try putBack(stage, from: kept)
        let restore = try await traced(
          stage, ["restore", copy, "--yes"] + Self.who,
          inject: "\(call):signal=KILL:when=\(count)")
        // Whoever opens it next finds one of the two.
        let found = try await punte(stage, ["export", "--output", "found", "--force"])
        expectEqual(found.status, 0, "\(found.errors)")
        let act = try await stage.punte("jobs", "discard", "999", "--by", "Ana", "--reason", "x")
        expectEqual(act.status, 66, "\(act.errors)")
        let text = try await export(stage)
        let isOld = text.contains("evt-2")
        let isMarked = text.contains(#""kind":"restore""#)
        #expect(isOld != isMarked, "\(call) \(count): old \(isOld), marked \(isMarked)")
        (olds, news) = (olds + (isOld ? 1 : 0), news + (isMarked ? 1 : 0))
        if restore.status == 0 { break }
        #expect(count < 60, "\(call) never got through")
      }
      #expect(news >= 1)
      if call == "fsync" { #expect(olds >= 1) }
    }
  }

  private func export(_ stage: Stage) async throws -> String {
    let result = try await punte(stage, ["export"])
    expectEqual(result.status, 0, "\(result.errors)")
    return result.output
  }

  private func copyDatabase(_ stage: Stage, to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for end in ["", "-wal"] where FileManager.default.fileExists(atPath: database(stage) + end) {
      try FileManager.default.copyItem(
        atPath: database(stage) + end, toPath: folder.path + "/punte.db" + end)
    }
  }

  private func putBack(_ stage: Stage, from folder: URL) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: stage.folder.path)
    where name.hasPrefix("punte.db") {
      try FileManager.default.removeItem(at: stage.folder.appending(path: name))
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.copyItem(
        at: folder.appending(path: name), to: stage.folder.appending(path: name))
    }
  }

  // MARK: Pruning

  @Test func `a person's data goes, and its bytes are nowhere in the files`() async throws {
    try await Stage.with { stage in
      let first = try await stage.startPunte()
      let ana = "ana.unmistakable@mail.example", phone = "0722123456"
      for number in 1...30 {
        let other = order(number, email: "other\(number)@mail.example", phone: "0733000000")
        try await expectEqual(deliver(other, "evt-\(number)", to: first.address), 202)
      }
      try await expectEqual(
        deliver(order(77, email: ana, phone: phone), "evt-ana", to: first.address), 202)
      // About her order, without a word of who she is.
      let request = try SignedDelivery(
        id: "evt-ana-again", body: SampleEvent.issueRequested(order(77)))
      try await expectEqual(request.send(to: first.address).status, 202)
      try await stage.untilQuiet()
      // The watch for a delay lasts five minutes; it is given up for the test.
      for job in try await stage.listing("jobs", "list", "--kind", "watch").array
      where job["event"].string?.hasPrefix("evt-ana") == true && job["state"].string == "available"
      {
        let id = "\(job["id"].int ?? 0)"
        let discarded = try await stage.punte("jobs", "discard", id, "--by", "A", "--reason", "x")
        expectEqual(discarded.status, 0, "\(discarded.errors)")
      }
      let invoice = try await stage.listing("invoices", "list", "--order", "77")[0]
      let pdf = stage.folder.appending(path: "ana.pdf").path
      let id = "\(invoice["id"].int ?? 0)"
      try await expectEqual(stage.punte("invoices", "pdf", id, "--output", pdf).status, 0)

      let plan = try await punte(stage, ["prune", "--person", ana.uppercased(), "--dry-run"])
      expectEqual(plan.status, 0, "\(plan.errors)")
      for word in ["evt-ana", "evt-ana-again", "What remains", "In SmartBill", "FCT"] {
        #expect(plan.output.contains(word), "\(word) in \(plan.output)")
      }
      #expect(!plan.output.contains("evt-30"))
      // By another mark it is the same.
      let byPhone = try JSON(
        try await punte(stage, ["prune", "--person", "+40 722 123 456", "--dry-run", "--json"])
          .output)
      expectEqual(byPhone["record"]["events"].array.count, 2)
      let unasked = try await punte(stage, ["prune", "--person", ana] + Self.who)
      expectEqual(unasked.status, 64)
      #expect(try await export(stage).contains(ana))

      // Through the service that runs.
      let pruned = try await punte(stage, ["prune", "--person", ana, "--yes"] + Self.who)
      expectEqual(pruned.status, 0, "\(pruned.errors)\(pruned.output)")
      let busy = try await punte(stage, ["compact"])
      expectEqual(busy.status, 75)
      let documents = try? FileManager.default.contentsOfDirectory(
        atPath: database(stage) + ".documents")
      #expect((documents ?? []).allSatisfy { !$0.hasPrefix(id + "-") })
      await expectEqual(first.terminate(), 0)
      let compacted = try await punte(stage, ["compact"])
      expectEqual(compacted.status, 0, "\(compacted.errors)")
      for end in ["", "-wal"] {
        let bytes = (try? Data(contentsOf: URL(filePath: database(stage) + end))) ?? Data()
        for words in [ana, phone] {
          #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words) in punte.db\(end)")
        }
      }
      #expect(try await export(stage).contains("other30@mail.example"))
      // What the law wants kept, and who did it.
      let kept = try await stage.listing("invoices", "list", "--order", "77")[0]
      expectEqual(kept["document"]["number"], invoice["document"]["number"])
      expectEqual(kept["document"]["total"], invoice["document"]["total"])
      #expect(try await export(stage).contains(#""who":"Ana","why":"the test wants it""#))

      // Sent again it is a duplicate, and nothing comes of it.
      let second = try await stage.startPunte()
      let hers = order(77, email: ana, phone: phone)
      try await expectEqual(deliver(hers, "evt-ana", to: second.address), 200)
      try await stage.untilQuiet()
      try await expectEqual(stage.documents().count, 31)
      #expect(!(try await export(stage)).contains(ana))
      let replay = try await stage.punte("replay", "--dry-run", "--id", "evt-ana")
      #expect(replay.output.contains("have had their bodies removed"))
      let requeue = try await stage.punte(
        "events", "requeue", "evt-ana", "--by", "Ana", "--reason", "x")
      expectEqual(requeue.status, 65)
      #expect(requeue.errors.contains("was removed from the database"))
      let nobody = try await punte(stage, ["prune", "--person", ana, "--yes"] + Self.who)
      expectEqual(nobody.status, 66)
    }
  }

  @Test func `what is young, or needed, is not pruned`() async throws {
    try await Stage.with { stage in
      let running = try await stage.startPunte()
      let confirmed = order(1, email: "a@b.example")
      try await expectEqual(deliver(confirmed, "evt-1", to: running.address), 202)
      try await stage.untilQuiet()
      let none = try await punte(stage, ["prune", "--older-than", "1d", "--yes"] + Self.who)
      expectEqual(none.status, 0)
      #expect(none.output.contains("No event received before"))
      // Its watch for a delay is still open.
      let waits = try await punte(
        stage, ["prune", "--order", "1", "--shop", "magazin", "--yes"] + Self.who)
      expectEqual(waits.status, 75)
      #expect(waits.errors.contains("evt-1"))
      #expect(try await export(stage).contains("a@b.example"))
      for wrong in [["--older-than", "1h"], ["--person", "ana"], ["--order", "1"], []] {
        try await expectEqual(punte(stage, ["prune", "--yes"] + wrong + Self.who).status, 64)
      }
    }
  }

  // MARK: Export

  @Test func `an export is JSON Lines, of one moment, with or without bodies`() async throws {
    try await Stage.with { stage in
      let running = try await stage.startPunte()
      for number in 1...10 {
        let status = try await deliver(
          order(number, email: "a\(number)@b.example"), "evt-\(number)", to: running.address)
        expectEqual(status, 202)
      }
      let unreadable = try SignedDelivery(id: "evt-odd", body: [0xFF, 0xFE, 0x00])
      try await expectEqual(unreadable.send(to: running.address).status, 202)
      try await stage.untilQuiet()
      let file = stage.folder.appending(path: "all.jsonl").path
      let written = try await punte(
        stage, ["export", "--output", file, "--json", "--without-bodies"])
      expectEqual(written.status, 0, "\(written.errors)")
      let bare = try String(contentsOfFile: file, encoding: .utf8)
      #expect(!bare.contains("@b.example"))
      #expect(!bare.contains("Popescu"))
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      expectEqual(mode as? Int, 0o600)
      let whole = try await export(stage)
      #expect(whole.contains("@b.example"))
      #expect(whole.contains(#""body":"base64://4A""#))
      let checked = try await Command.run(
        URL(filePath: "/usr/bin/env"),
        ["python3", Repository.path("Tests/SystemTests/Scripts/check_export.py"), file],
        in: stage.folder)
      expectEqual(checked.status, 0, "\(checked.errors)")
      let counts = checked.output.split(separator: "\n")
      for line in ["event 11", "invoice 10", "binding 10", "evidence 10", "notice 10", "job 41"] {
        #expect(counts.contains { $0 == line }, "\(line) in \(checked.output)")
      }
      #expect(counts.count >= 8)
      try expectEqual(JSON(written.output)["rows"].int, bare.split(separator: "\n").count)
      let later = try await punte(stage, ["export", "--since", "2999-01-01"])
      expectEqual(later.output.split(separator: "\n").count, 1)
    }
  }

  // MARK: Migrating

  @Test func `a schema of this version needs nothing, and a newer one is an error`() async throws {
    try await Stage.with { stage in
      let running = try await stage.startPunte()
      let nothing = try await punte(stage, ["migrate"])
      expectEqual(nothing.status, 0)
      #expect(nothing.output.contains("nothing to do"))
      await expectEqual(running.terminate(), 0)
      // The log is carried over, but still there to be read instead.
      for end in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: database(stage) + end)
      }
      let file = try FileHandle(forUpdating: URL(filePath: database(stage)))
      // SQLite's `user_version`.
      try file.seek(toOffset: 60)
      try file.write(contentsOf: Data([0, 0, 0, 99]))
      try file.close()
      let newer = try await punte(stage, ["migrate"])
      expectEqual(newer.status, 78)
      #expect(newer.errors.contains("schema version 99"))
    }
  }
}
