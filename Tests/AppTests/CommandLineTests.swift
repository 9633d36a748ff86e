import ArgumentParser
import Domain
import TestKit
import Testing

@testable import App

struct CommandLineTests {
  private func parse(_ line: String) throws -> any ParsableCommand {
    try Punte.parseAsRoot(line.split(separator: " ").map(String.init))
  }

  @Test(arguments: [
    "serve", "send samples/x --shop a --to http://127.0.0.1:1 --id m --times 3",
    "events list --shop a --type order.status_changed --order 7 --state held --limit 5 --json",
    "events show m --shop a --json", "jobs list --kind issue --state held",
    "jobs list --type notify", "jobs list --no-header", "replay --all --dry-run",
    "invoices pdf FCT 0042", "invoices pdf 17",
    "jobs show 7", "jobs requeue 7 --by Ana --reason x", "jobs discard 7 --by Ana --reason x",
    "invoices list --order 7 --state in_doubt --json", "invoices show 7", "invoices show FCT 0042",
    "invoices series --json",
    "invoices resolve 7 --number 0042 --by Ana --reason x",
    "invoices resolve 7 --send-again --by Ana --reason x",
    "invoices resolve 7 --give-up --by Ana --reason x --settings /etc/punte.yaml",
    "payments list --order 7 --state in_doubt --json", "payments show 7",
    "payments resolve 7 --recorded --receipt 0012 --by Ana --reason x",
    "payments resolve 7 --send-again --by Ana --reason x",
    "invoices resume FCT --cif RO1 --by Ana --reason x",
    "events list --since 2026-11-01 --until 2026-11-30T08:00:00Z",
    "events refused", "events refused --json --no-header",
    "events list --state handled", "events list --state completed",
    "replay --dry-run --outcome handled", "replay --dry-run --outcome completed",
    "replay --since 2026-11-01 --type order.status_changed --shop a --by Ana --reason x --yes",
    "replay --id m1 --id m2 --outcome held --order 7 --rate 10 --dry-run --json",
    "replay --to http://127.0.0.1:1 --all --failures f --yes", "replay list --json",
    "replay show 1",
    "replay resume --rate 5 --by Ana --reason x", "replay resume 3 --by Ana --reason x",
    "replay stop 3 --by Ana --reason x",
    "database backup f --force --json", "database restore f --yes --by Ana --reason x",
    "database export", "database export --output f --force --since 2026-11-01 --without-bodies",
    "database prune --older-than 90d --yes --by Ana --reason x --compact",
    "database prune --person ana@x.ro --dry-run", "database prune --person 0722123456 --dry-run",
    "database prune --order 7 --shop a --by Ana --reason x --json", "database compact --json",
    "database migrate --no-backup --settings x.yaml",
    "stock drift --no-shop --all --csv", "stock drift --shop a --json",
    "stock sync --shop a --full --accept-zeroes --by Ana --reason x",
    "top", "top --interval 500ms --once", "top --once --json --settings x.yaml",
  ])
  func `each command is understood`(line: String) throws {
    _ = try parse(line)
  }

  @Test(arguments: FailureCode.allCases.filter { !$0.commands.isEmpty })
  func `a failure's commands can be run as they stand`(code: FailureCode) throws {
    try parse(code.commands)
  }

  @Test func `what a refusal tells to type instead can be run as it stands`() throws {
    let refusals: [ActRefusal] = [
      .cancelOvertaken(7), .proformaCancelOvertaken(7), .restoreOvertaken(7), .invoiceUnclear(7),
      .otherUnclear(7), .paymentUnclear(7), .paymentWithoutInvoice(7), .reversedAlready(7),
      .noDraft(7), .draftHasNoNumber(7),
    ]
    for refusal in refusals {
      #expect(!refusal.commands.isEmpty)
      try parse(refusal.commands)
    }
  }

  private func parse(_ commands: [String]) throws {
    for command in commands.flatMap(Self.variants) {
      #expect(command.hasPrefix("punte "))
      let line = command.dropFirst("punte ".count).replacing("\"", with: "")
        .replacing(" ID", with: " 7").replacing(" OLDER_ID", with: " 7")
        .replacing(" N ", with: " 0042 ")
      let person = line.contains("--reason") ? " --by Ana" : ""
      _ = try parse("\(line)\(person)")
    }
  }

  /// Of “a (b | c) d”: “a b d” and “a c d”.
  private static func variants(of command: String) -> [String] {
    let parts = command.split(whereSeparator: { "()".contains($0) })
    guard parts.count == 3 else { return [command] }
    return parts[1].split(separator: "|").map { "\(parts[0])\($0)\(parts[2])" }
  }

  @Test(arguments: [
    "jobs requeue 7 --by Ana", "jobs requeue x --by Ana --reason x", "jobs list --state gone",
    "events list --state lost", "events list --limit 0", "events list --limit 10001",
    "send x --times 0", "send x --id a.b",
    "top --interval 1", "top --interval 1h", "invoices resolve 7 --by Ana --reason x",
    "invoices resolve 7 --number 42 --give-up --by Ana --reason x",
    "invoices resolve 7 --number FCT42 --by Ana --reason x",
    "payments resolve 7 --by Ana --reason x", "payments resolve 7 --recorded --by Ana",
    "payments resolve 7 --give-up --receipt 0012 --by Ana --reason x",
    "payments list --state cancelled",
    "replay --dry-run", "replay --all --id m1 --dry-run", "invoices pdf FCT",
    "invoices show", "invoices show FCT",
    "replay --by Ana", "replay --by Ana --reason x --rate 0", "replay --dry-run --since yesterday",
    "replay --dry-run --outcome lost", "replay --by Ana --reason x --failures f",
    "replay resume 3 --by Ana", "replay stop --by Ana --reason x",
    "database backup", "database restore f --by Ana", "database export --force",
    "database export --since yesterday", "database prune --by Ana --reason x",
    "database prune --older-than 90d --by Ana", "database prune --older-than 1h --dry-run",
    "database prune --person Ana --dry-run", "database prune --order 7 --dry-run",
    "database prune --older-than 90d --person ana@x.ro --dry-run",
  ])
  func `a wrong use is an error of usage`(line: String) throws {
    let error = #expect(throws: (any Error).self) { try parse(line) }
    expectEqual(error.map { Punte.exitCode(for: $0).rawValue }, ExitStatus.usage.rawValue)
  }

  @Test func `a wrong use is told in words that are true of it`() throws {
    func message(_ arguments: [String]) throws -> String {
      let error = #expect(throws: (any Error).self) { try Punte.parseAsRoot(arguments) }
      return Punte.message(for: try #require(error))
    }
    let requeue = ["jobs", "requeue", "7", "--by", "Ana", "--reason"]
    #expect(try message(requeue + [""]).contains("must not be empty"))
    #expect(try message(requeue + [" "]).contains("must not be empty"))
    let long = String(repeating: "x", count: OperatorOptions.reasonCharactersMax + 1)
    #expect(try message(requeue + [long]).contains("at most"))
    #expect(try message(["events", "list", "--until", "gestern"]).contains("+02:00"))
  }

  @Test func `only a command that has a dry run is said to have one`() {
    let remedies = [true, false].map { hasDryRun in
      Question.nobodyToAsk(hasDryRun: hasDryRun).remedy.contains("--dry-run")
    }
    expectEqual(remedies, [true, false])
  }

  @Test func `a refused act says why, Romanian first, and what to type instead`() {
    let refusal = ActRefusal.cancelOvertaken(7)
    let error = CommandError("job 7 can't be changed so", refusal, remedy: "Look.", .badData)
    expectEqual(
      error.text.split(separator: "\n").map(String.init),
      [
        "punte: job 7 can't be changed so", "       \(refusal.text.ro)",
        "       \(refusal.text.en)", "       Command: punte jobs discard 7 --reason \"WHY\"",
        "       Look.",
      ])
  }

  @Test func `an error takes two lines: what, and what to do`() {
    let error = CommandError("there is no job 7", remedy: "Look it up.", .noInput)
    expectEqual(error.text, "punte: there is no job 7\n       Look it up.\n")
  }

  @Test func `a listing needs no secret, nor a file without other errors`() throws {
    let text = SettingsFile.good.replacing("cif:", with: "cfi:")
    let outline = try SettingsReader.outline(
      text: text, file: "/etc/punte/punte.yaml", environment: [:]
    ).get()
    expectEqual(outline.database.path, "/etc/punte/punte.db")
    expectEqual(outline.shops, ["magazin"])
  }

  @Test func `without --by the system's name of the user counts`() throws {
    let person = try OperatorOptions.parse(["--reason", "x"]).person
    #expect(!person.name.isEmpty && person.reason == "x")
    try expectEqual(OperatorOptions.parse(["--by", "Ana", "--reason", "x"]).person.name, "Ana")
  }
}
