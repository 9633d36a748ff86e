import Domain
import TestKit
import Testing

@testable import App

struct TableTests {
  @Test func `a number without a document is shown while its series is stopped`() {
    let series = Series(cif: "RO1", name: "FCT")
    let totals: [Money?] = ["9.00", nil]
    let found = totals.map { total in
      ForeignDocument(
        series: series,
        document: Candidate(
          number: InvoiceNumber(series: "FCT", value: 7), total: total, references: []),
        seenAt: Timestamp(milliseconds: 0))
    }
    let stop = StoppedSeries(
      series: series, failure: Failure(.seriesJumped), stoppedAt: Timestamp(milliseconds: 0))
    expectEqual(InvoiceViews.shown(found, stopped: [stop]), found)
    expectEqual(InvoiceViews.shown(found, stopped: []), [found[0]])
  }

  private var table: Table {
    var table = Table("ID", "CLIENT", "STATE")
    table.add("1", "Ștefan Țurcanu", "held")
    table.add("1001", "Ion", "completed")
    return table
  }

  @Test func `a person reads aligned columns`() {
    expectEqual(
      table.text(aligned: true),
      """
      ID    CLIENT          STATE
      1     Ștefan Țurcanu  held
      1001  Ion             completed

      """)
  }

  @Test func `a program reads tabs, headings only if it wants them`() {
    let rows = "1\tȘtefan Țurcanu\theld\n1001\tIon\tcompleted\n"
    expectEqual(table.text(aligned: false), "ID\tCLIENT\tSTATE\n" + rows)
    expectEqual(table.text(aligned: false, hasHeadings: false), rows)
    expectEqual(
      table.text(aligned: true, hasHeadings: false),
      "1     Ștefan Țurcanu  held\n1001  Ion             completed\n")
  }

  @Test func `no cell breaks out of its row`() {
    var table = Table("ORDER")
    table.add("1001\n\u{1B}[31m\t9")
    expectEqual(table.text(aligned: false, hasHeadings: false), "1001\\n\\u{1b}[31m\\t9\n")
  }

  @Test func `a card aligns its values and indents its blocks`() {
    var card = Card()
    card.add("Job", "7")
    card.add("State", "held")
    card.add("Note", nil)
    card.addBlock("Body", "{\n  \u{1B}}\n\n")
    card.addBlock("Nothing", "\n")
    expectEqual(card.text, "Job    7\nState  held\n\nBody\n  {\n    \\u{1b}}\n")
  }

  @Test func `a failure speaks Romanian first, then English, then as one types`() {
    let lines = Failure(.seriesGap, detail: "0042 → 0044").lines.split(separator: "\n")
    expectEqual(
      lines.map(String.init),
      [
        FailureCode.seriesGap.reason.ro, FailureCode.seriesGap.remedy.ro,
        FailureCode.seriesGap.reason.en, FailureCode.seriesGap.remedy.en,
        "Command: punte invoices series",
        "Command: punte invoices resume SERIES --reason \"WHY\"",
        "series_gap: 0042 → 0044",
      ])
  }

  @Test func `a series that waits says for which document`() {
    let waiting = WaitingSeries(Series(cif: "RO12345674", name: "FCT"), .unclear(24))
    let cards = InvoiceViews.cards(of: [waiting])
    #expect(cards.count == 1 && cards[0].contains("series_busy: invoice 24"))
  }

  @Test func `a job behind another says after which, not a time that is past`() {
    func due(after job: Job.ID?) -> String {
      let record = JobRecord(
        id: 8, key: "k", kind: .issueInvoice, shop: "magazin", event: "e", lane: "l",
        state: .available, attempt: 0, runAt: Timestamp(milliseconds: 0), failure: nil, note: nil,
        createdAt: Timestamp(milliseconds: 0), updatedAt: Timestamp(milliseconds: 0),
        waitsFor: job)
      return JobViews.table(of: [record]).text(aligned: false)
    }
    #expect(due(after: 7).contains("\tafter job 7\t"))
    #expect(!due(after: nil).contains("after job"))
  }

  @Test func `moments in a detail are shown by Bucharest's clocks`() {
    let winter = Failure(
      .invoiceProvenAbsent, detail: "first in doubt at 2026-11-30T10:57:02.449Z, or so")
    #expect(winter.lines.hasSuffix("first in doubt at 2026-11-30T12:57:02+02:00, or so"))
    expectEqual("2026-07-01T10:00:00Z".withLocalTimes, "2026-07-01T13:00:00+03:00")
    expectEqual("2026-13-01T10:00:00Z".withLocalTimes, "2026-13-01T10:00:00Z")
    let refusal = ActRefusal.lookBlocked(
      InvoiceNumber(series: "FCT", text: "0042"), until: Timestamp(milliseconds: 1_795_428_000_000))
    let error = CommandError("invoice 7 can't be changed so", refusal, remedy: "", .badData)
    #expect(error.text.contains("+02:00") && !error.text.contains("Z;"))
  }

  @Test func `JSON for a terminal stays the same JSON`() throws {
    let text = try JSONText.text(of: ["a": "\u{9B}2J \u{202E}x \u{E0001}"])
    #expect(!text.unicodeScalars.contains { ["\u{9B}", "\u{202E}", "\u{E0001}"].contains($0) })
    try expectEqual(JSON(text)["a"].string, "\u{9B}2J \u{202E}x \u{E0001}")
  }

  @Test func `JSON for a terminal holds no DEL either`() throws {
    let text = try JSONText.text(of: ["a": "x\u{7F}"])
    #expect(text.contains(#"x\u007f"#), "\(text)")
    try expectEqual(JSON(text)["a"].string, "x\u{7F}")
  }
}
