import ArgumentParser
import Domain
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
    "invoices list --order 7 --state in_doubt --json", "invoices show 7", "invoices series --json",
    "invoices resolve 7 --number 0042 --by Ana --reason x",
    "invoices resolve 7 --send-again --by Ana --reason x",
    "invoices resolve 7 --give-up --by Ana --reason x --settings /etc/punte.yaml",
    "payments list --order 7 --state in_doubt --json", "payments show 7",
    "payments resolve 7 --recorded --receipt 0012 --by Ana --reason x",
    "payments resolve 7 --send-again --by Ana --reason x",
    "invoices resume FCT --cif RO1 --by Ana --reason x",
    "events list --since 2026-11-01 --until 2026-11-30T08:00:00Z",
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

  @Test(arguments: [FailureCode.stockEmpty, .stockZeroed])
  func `a remedy's commands can be run as they stand`(code: FailureCode) throws {
    for text in [code.remedy.ro, code.remedy.en] {
      let commands = text.split(whereSeparator: { "«»“”".contains($0) })
        .filter { $0.hasPrefix("punte ") }
      #expect(commands.count == 2)
      for command in commands {
        let line = command.dropFirst("punte ".count).replacing("\"", with: "")
          .replacing(" ID", with: " 7")
        _ = try parse(line + " --by Ana")
      }
    }
  }

  @Test(arguments: [
    "jobs requeue 7 --by Ana", "jobs requeue x --by Ana --reason x", "jobs list --state gone",
    "events list --limit 0", "events list --limit 10001", "send x --times 0", "send x --id a.b",
    "top --interval 1", "top --interval 1h", "invoices resolve 7 --by Ana --reason x",
    "invoices resolve 7 --number 42 --give-up --by Ana --reason x",
    "invoices resolve 7 --number FCT42 --by Ana --reason x",
    "payments resolve 7 --by Ana --reason x", "payments resolve 7 --recorded --by Ana",
    "payments resolve 7 --give-up --receipt 0012 --by Ana --reason x",
    "payments list --state cancelled",
    "replay --dry-run", "replay --all --id m1 --dry-run", "invoices pdf FCT",
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
    #expect(error.map { Punte.exitCode(for: $0).rawValue } == ExitStatus.usage.rawValue)
  }

  @Test func `an error takes two lines: what, and what to do`() {
    let error = CommandError("there is no job 7", remedy: "Look it up.", .noInput)
    #expect(error.text == "punte: there is no job 7\n       Look it up.\n")
  }

  @Test func `a listing needs no secret, nor a file without other errors`() throws {
    let text = SettingsFile.good.replacing("cif:", with: "cfi:")
    let outline = try SettingsReader.outline(
      text: text, file: "/etc/punte/punte.yaml", environment: [:]
    ).get()
    #expect(outline.database.path == "/etc/punte/punte.db")
    #expect(outline.shops == ["magazin"])
  }
}
