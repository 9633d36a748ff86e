import Foundation
import StageKit
import TestKit
import Testing

/// A database that is moved, replaced or opened twice while `punte serve` runs.
@Suite struct MovedDatabaseTests {
  private static let watched = ["admin: { listen: 127.0.0.1:0 }"]

  private func deliver(_ order: Int, to punte: RunningProgram) async throws -> Int {
    let body = try SampleEvent.statusChanged(.sample(id: .init("\(order)")))
    return try await SignedDelivery(id: "evt-\(order)", body: body).send(to: punte.address).status
  }

  private func path(_ stage: Stage, _ end: String = "") -> String {
    stage.folder.appending(path: "punte.db" + end).path
  }

  private func move(_ stage: Stage, from: String, to: String) throws {
    for end in ["", "-wal", "-shm"] {
      try FileManager.default.moveItem(
        atPath: path(stage, from + end), toPath: path(stage, to + end))
    }
  }

  private func reasons(_ punte: RunningProgram) async throws -> (Int, [String]) {
    let answer = try await HTTP.get(try await punte.watchAddress() + "/healthz/ready")
    return (answer.status, try answer.json["reasons"].array.compactMap { $0["code"].string })
  }

  @Test(arguments: ["moved away", "replaced by a copy"])
  func `a shop is answered 503, nothing is issued, and ready says so at once`(
    how: String
  ) async throws {
    try await Stage.with(more: Self.watched) { stage in
      let punte = try await stage.startPunte()
      try await expectEqual(deliver(1, to: punte), 202)
      try await stage.untilQuiet()
      try await expectEqual(reasons(punte).0, 200)
      if how == "moved away" {
        try move(stage, from: "", to: ".away")
      } else {
        try FileManager.default.linkItem(
          atPath: path(stage), toPath: path(stage, ".away"))
        let copy = path(stage, ".copy")
        try FileManager.default.copyItem(atPath: path(stage), toPath: copy)
        expectEqual(rename(copy, path(stage)), 0)
      }
      let (status, codes) = try await reasons(punte)
      expectEqual(status, 503)
      #expect(codes.contains("store_unavailable"))
      let check = try await stage.punte("check", "--offline")
      expectEqual(check.status, 69, "\(check.output)")
      #expect(check.output.contains("✗ serve"), "\(check.output)")
      expectEqual(check.output.contains("✗ database"), (how == "moved away"), "\(check.output)")
      try await expectEqual(deliver(2, to: punte), 503)
      try await expectEqual(deliver(2, to: punte), 503)
      try await expectEqual(stage.createRequests().count, 1)
      // Put back, it goes on.
      if how == "moved away" {
        try move(stage, from: ".away", to: "")
      } else {
        expectEqual(rename(path(stage, ".away"), path(stage)), 0)
      }
      try await expectEqual(reasons(punte).0, 200)
      let again = try await deliver(2, to: punte)
      #expect([200, 202].contains(again))
      try await Polling.until("both are issued") {
        try await stage.documents().count == 2
      }
    }
  }

  @Test func `a second serve through a hard link in another folder is refused`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let folder = stage.folder.appending(path: "other")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let link = folder.appending(path: "linked.db").path
      try FileManager.default.linkItem(atPath: path(stage), toPath: link)
      var settings = try String(contentsOf: stage.settingsFile, encoding: .utf8)
      settings = settings.replacing("sqlite:punte.db", with: "sqlite:\(link)")
      settings = settings.replacing(/listen: 127\.0\.0\.1:\d+/, with: "listen: 127.0.0.1:0")
      let other = folder.appending(path: "punte.yaml")
      try settings.write(to: other, atomically: true, encoding: .utf8)
      let second = try await Command.run(
        "punte", ["serve", "--settings", other.path], environment: stage.environment, in: folder)
      expectEqual(second.status, 75)
      #expect(second.errors.contains("process \(punte.processIdentifier)"))
    }
  }
}
