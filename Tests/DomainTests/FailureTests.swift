import Domain
import FoundationEssentials
import TestKit
import Testing

@Suite struct FailureTests {
  @Test(arguments: FailureCode.allCases)
  func `every failure says what happened and what to do, in both languages`(code: FailureCode) {
    for text in [code.reason.ro, code.reason.en, code.remedy.ro, code.remedy.en] {
      #expect(text.count > 15 && text.hasSuffix("."))
    }
  }

  @Test(arguments: FailureCode.allCases)
  func `no failure's text asks its reader to type a command`(code: FailureCode) {
    for text in [code.reason.ro, code.reason.en, code.remedy.ro, code.remedy.en] {
      #expect(text.asksNoCommand, "\(text)")
    }
  }

  @Test func `a command in a text is found`() {
    for text in [
      "Answer with “punte invoices resolve”.", "Citiți cu «punte jobs list».",
      "Spuneți-o cu --annulled.", "Rulați `ls`.",
    ] {
      #expect(!text.asksNoCommand, "\(text)")
    }
    #expect("Dacă Punte o lămurește singur, nu e nimic de făcut – așteptați.".asksNoCommand)
  }

  /// What only the administrator can do, and the words for it in the remedies.
  private static let administratorsActs: [(word: String, command: String)] = [
    ("requeue", "punte jobs requeue ID "), ("discard", "punte jobs discard ID "),
    ("is given up.", "--give-up"), ("that it is booked", "--recorded"),
    ("start it", "punte invoices resume SERIES "), ("starts it", "punte invoices resume SERIES "),
    ("start the series", "punte invoices resume SERIES "),
    ("send the zeroes", "punte stock sync --shop SHOP --accept-zeroes "),
  ]

  @Test(arguments: FailureCode.allCases)
  func `what the administrator is to do has its command`(code: FailureCode) {
    let names = [
      code.remedy.ro.lowercased().contains("administrator"),
      code.remedy.en.contains("Punte's administrator"),
    ]
    expectEqual(names[0], names[1], "one language names the administrator, the other doesn't")
    if names[1] { #expect(!code.commands.isEmpty) }
    for (word, command) in Self.administratorsActs where code.remedy.en.contains(word) {
      #expect(code.commands.contains { $0.contains(command) }, "\(word)")
    }
  }

  @Test func `what a remedy once told to type is a command still`() {
    let wanted: [FailureCode: [String]] = [
      .seriesBusy: ["invoices resolve"], .cancelWaits: ["invoices resolve"],
      .refundWaits: ["invoices resolve"], .mailWaits: ["invoices resolve"],
      .invoiceDelayed: ["jobs list"], .warehouseUnknown: ["check"],
      .seriesRestored: ["invoices series", "invoices resume"],
      .seriesStopped: ["invoices series", "invoices resume"],
      .seriesGap: ["invoices resume"], .seriesJumped: ["invoices resume"],
      .documentDuplicated: ["invoices resume"],
      .seriesMoved: ["invoices show", "--number", "--send-again", "--give-up"],
      .documentDiffers: ["invoices show", "--number", "--send-again", "--give-up"],
      .doubtUndecided: ["invoices show", "--number", "--send-again", "--give-up"],
      .namedNumberWrong: ["invoices show", "--number", "--send-again", "--give-up"],
      .documentNumberUnusable: ["invoices show", "--number", "--send-again", "--give-up"],
      .invoiceProvenAbsent: ["--number", "--send-again", "--give-up"],
      .proformaInDoubt: ["invoices show", "--number", "--send-again", "--give-up"],
      .draftInDoubt: ["invoices show", "--drafted", "--send-again", "--give-up"],
      .ledgerConflict: ["invoices show", "--deleted", "--number"],
      .documentUnavailable: ["invoices resolve", "--deleted"],
      .documentMissing: ["invoices resolve", "--deleted"],
      .stornoStands: ["invoices resolve", "--annulled"],
      .refundsStand: ["invoices resolve", "--annulled"],
      .refundWithoutInvoice: ["jobs requeue"], .reverseRefused: ["jobs requeue"],
      .mailUnconfirmed: ["jobs requeue"], .proformasNotSetUp: ["jobs requeue"],
      .paymentRefused: ["jobs requeue"],
      .paymentWithoutInvoice: ["jobs requeue", "payments resolve", "--give-up"],
      .paymentCurrencyDiffers: ["payments resolve", "--recorded"],
      .paymentAlreadyPaid: ["payments resolve", "--recorded", "--give-up"],
      .paymentUndecided: ["payments resolve", "--recorded", "--send-again", "--give-up"],
      .paymentProvenAbsent: ["payments resolve", "--recorded", "--send-again", "--give-up"],
      .paymentRestored: ["payments resolve", "--recorded", "--send-again", "--give-up"],
      .stockEmpty: ["stock sync", "jobs discard"], .stockZeroed: ["stock sync", "jobs discard"],
    ]
    for (code, parts) in wanted {
      let commands = code.commands.joined(separator: "\n")
      for part in parts { #expect(commands.contains(part), "\(code.rawValue): \(part)") }
    }
  }

  @Test func `a failure's detail is bounded`() {
    let failure = Failure(.smartBillRefused, detail: String(repeating: "x", count: 10_000))
    expectEqual(failure.detail?.count, Failure.detailCharactersMax)
  }

  @Test func `what somebody else wrote stays out of the log`() {
    let words = "Clientul Canarina Ion nu are adresa."
    for code in [FailureCode.smartBillRefused, .cancelRefused, .invoiceInDoubt, .seriesUnknown] {
      #expect(Failure(code, detail: words).loggedDetail == nil)
      expectEqual(Failure(code, detail: words).detail, words)
    }
    expectEqual(Failure(.shopRefused, detail: "HTTP 500").loggedDetail, "HTTP 500")
  }

  @Test(arguments: FailureCode.allCases)
  func `every failure has a row in the runbook`(code: FailureCode) throws {
    let runbook = try String(
      contentsOfFile: Repository.path("deploy/RUNBOOK.md"), encoding: .utf8)
    #expect(runbook.contains("| `\(code.rawValue)` |"))
  }
}

extension String {
  /// Punte's name has a capital; its command, flags and backticks are a terminal's.
  var asksNoCommand: Bool { !contains("punte") && !contains("--") && !contains("`") }
}
