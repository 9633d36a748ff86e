import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// What the commands that only look print, and how they end.
@Suite struct ListingTests {
  /// Issues two invoices; a person's of order 1001 is the first.
  private func issue(_ stage: Stage) async throws {
    let punte = try await stage.startPunte()
    for order: OrderID in ["1001", "1002"] {
      let delivery = try SignedDelivery(
        id: "evt-\(order)", body: SampleEvent.issueRequested(.sample(id: order)))
      #expect(try await delivery.send(to: punte.address).status == 202)
    }
    try await stage.untilQuiet()
  }

  @Test func `where the output can't be written, a command fails`() async throws {
    try await Stage.with { stage in
      try await issue(stage)
      let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
      let errors = try #require(FileHandle(forWritingAtPath: "/dev/null"))
      for line in [
        "events list", "jobs list", "jobs show 1", "invoices list --json", "invoices show 1",
        "invoices series", "payments list --json", "secrets list", "replay list --json",
        "replay --all --dry-run", "events show evt-1001", "check --offline",
        "invoices pdf 1 --link",
        "database export",
      ] {
        let command = try ChildProcess(
          Programs.url("punte"),
          line.split(separator: " ").map(String.init) + ["--settings", stage.settingsFile.path],
          environment: stage.environment, in: stage.folder, output: full, errors: errors)
        #expect(await command.end() == 74, "\(line)")
      }
    }
  }

  @Test func `a listing has headings, names orders, and says where there is more`() async throws {
    try await Stage.with { stage in
      try await issue(stage)
      let jobs = try await stage.punte("jobs", "list", "--kind", "issue", "--limit", "1")
      #expect(jobs.status == 0)
      let lines = jobs.output.split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
      #expect(lines.count == 2)
      #expect(lines.first?.prefix(4) == ["ID", "KIND", "SHOP", "ORDER"])
      #expect(lines.last?[3] == "1002")
      #expect(jobs.errors == "There are more than these 1: --limit takes up to 10000.\n")
      let all = try await stage.punte("jobs", "list", "--kind", "issue", "--no-header")
      #expect(all.output.split(separator: "\n").count == 2 && all.errors.isEmpty)
      let pdf = try await stage.punte("invoices", "pdf", "FCT 0001", "--link")
      #expect(pdf.status == 0 && pdf.output.hasPrefix("http"), "\(pdf.errors)")
      #expect(try await stage.punte("invoices", "pdf", "FCT 7", "--link").status == 66)
    }
  }

  @Test func `a selection that can't match is an error`() async throws {
    try await Stage.with { stage in
      try await issue(stage)
      for (line, status, words) in [
        ("replay --dry-run", 64, "--all"),
        ("replay --dry-run --since 2026-11-30 --until 2026-11-01", 64, "2026-11-30"),
        ("events list --since 2026-11-30 --until 2026-11-01", 64, "2026-11-30"),
        ("replay --dry-run --id evt-1001 --id gone", 66, "no stored event gone"),
      ] as [(String, Int32, String)] {
        let result = try await stage.punte(
          arguments: line.split(separator: " ").map(String.init))
        #expect(result.status == status, "\(line): \(result.errors)")
        #expect(result.errors.contains(words), "\(line): \(result.errors)")
      }
      #expect(try await stage.punte("replay", "--dry-run", "--id", "evt-1001").status == 0)
    }
  }
}
