import Domain
import TestKit
import Testing

@testable import App

struct TableTests {
  private var table: Table {
    var table = Table("ID", "CLIENT", "STATE")
    table.add("1", "Ștefan Țurcanu", "held")
    table.add("1001", "Ion", "completed")
    return table
  }

  @Test func `a person reads aligned columns`() {
    #expect(
      table.text(aligned: true)
        == """
        ID    CLIENT          STATE
        1     Ștefan Țurcanu  held
        1001  Ion             completed

        """)
  }

  @Test func `a program reads tabs, headings only if it wants them`() {
    let rows = "1\tȘtefan Țurcanu\theld\n1001\tIon\tcompleted\n"
    #expect(table.text(aligned: false) == "ID\tCLIENT\tSTATE\n" + rows)
    #expect(table.text(aligned: false, hasHeadings: false) == rows)
    #expect(
      table.text(aligned: true, hasHeadings: false)
        == "1     Ștefan Țurcanu  held\n1001  Ion             completed\n")
  }

  @Test func `no cell breaks out of its row`() {
    var table = Table("ORDER")
    table.add("1001\n\u{1B}[31m\t9")
    #expect(table.text(aligned: false, hasHeadings: false) == "1001\\n\\u{1b}[31m\\t9\n")
  }

  @Test func `a card aligns its values and indents its blocks`() {
    var card = Card()
    card.add("Job", "7")
    card.add("State", "held")
    card.add("Note", nil)
    card.addBlock("Body", "{\n  \u{1B}}\n\n")
    card.addBlock("Nothing", "\n")
    #expect(card.text == "Job    7\nState  held\n\nBody\n  {\n    \\u{1b}}\n")
  }

  @Test func `a failure speaks Romanian first, then English`() {
    let lines = Failure(.seriesGap, detail: "0042 → 0044").lines.split(separator: "\n")
    #expect(
      lines.map(String.init) == [
        FailureCode.seriesGap.reason.ro, FailureCode.seriesGap.remedy.ro,
        FailureCode.seriesGap.reason.en, FailureCode.seriesGap.remedy.en,
        "series_gap: 0042 → 0044",
      ])
  }

  @Test func `JSON for a terminal stays the same JSON`() throws {
    let text = try JSONText.text(of: ["a": "\u{9B}2J \u{202E}x \u{E0001}"])
    #expect(!text.unicodeScalars.contains { ["\u{9B}", "\u{202E}", "\u{E0001}"].contains($0) })
    #expect(try JSON(text)["a"].string == "\u{9B}2J \u{202E}x \u{E0001}")
  }
}
