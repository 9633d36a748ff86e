import Domain
import TestKit
import Testing

@testable import App

/// What the names of goods may do in a spreadsheet, and at a terminal: nothing.
@Suite struct StockViewsTests {
  private func drift(_ code: String, _ name: String) -> [StockDrift] {
    let level = StockLevel(code: code, name: name, unit: "buc", quantity: "5")
    let snapshot = StockSnapshot(
      rows: [level], identifiedBy: .code, asOf: Timestamp(milliseconds: 0))
    return StockDrift.rows(
      of: snapshot, [], under: StockPolicy(warehouses: ["Depozit"]), said: nil)
  }

  /// The row's first two cells, as they stand in the file.
  private func cells(_ code: String, _ name: String, isShown: Bool = false) -> String {
    let heading = "product,name,smartbill,acknowledged,shop,published,differs\r\n"
    let text = StockViews.csv(of: drift(code, name), isShown: isShown)
    #expect(text.unicodeScalars.starts(with: heading.unicodeScalars))
    let row = text.unicodeScalars.dropFirst(heading.unicodeScalars.count)
    let rest = ",5,,,,yes\r\n"
    #expect(
      String(row).unicodeScalars.suffix(rest.unicodeScalars.count).elementsEqual(
        rest.unicodeScalars))
    return String(row.dropLast(rest.unicodeScalars.count))
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+40 lei", "'+40 lei"), ("-1+2", "'-1+2"), ("@SUM(A1)", "'@SUM(A1)"),
    (" =1", "' =1"), ("\u{A0}=1", "'\u{A0}=1"), ("\u{200B}=1", "'\u{200B}=1"),
    ("\u{FEFF}@x", "'\u{FEFF}@x"), ("＝1", "'＝1"), ("＠x", "'＠x"),
    ("\t=1", "'\t'=1"), ("\n=1", "\"'\n'=1\""), ("\rx", "\"'\rx\""),
    ("Cană;=1+1", "Cană;'=1+1"), ("Cană; @x", "Cană;' @x"), ("a\n=1", "\"a\n'=1\""),
    ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
  ])
  func `what would be a formula is none`(name: String, cell: String) {
    expectEqual(cells("A", name), "A,\(cell)")
    expectEqual(cells("=B", name), "'=B,\(cell)")
  }

  @Test(arguments: [
    ("-5", "-5"), ("Cană = 1", "Cană = 1"), ("a-b", "a-b"), ("Cană; mare", "Cană; mare"),
    ("Cană, mare", "\"Cană, mare\""), ("5\" țeavă", "\"5\"\" țeavă\""), ("'=1", "'=1"),
    ("\"\u{301}x", "\"\"\"\u{301}x\""),
  ])
  func `another text stays as it is`(name: String, cell: String) {
    expectEqual(cells("A", name), "A,\(cell)")
  }

  @Test func `at a terminal no control is left, nor a mark of direction, and formulas are none`() {
    let name = "=a\u{1B}[2Jb\u{9B}31m\u{7F}\u{202E}c\u{200B}\u{2028}\rd\ne"
    let shown = cells("\u{1B}]0;=x\u{7}", name, isShown: true)
    #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) })
    #expect(!shown.unicodeScalars.contains { ["\u{202E}", "\u{200B}", "\u{2028}"].contains($0) })
    expectEqual(
      shown, #"\u{1b}]0;'=x\u{7},'=a\u{1b}[2Jb\u{9b}31m\u{7f}\u{202e}c\u{200b}\u{2028}\rd\ne"#)
  }

  /// All listings are made of such tables and cards.
  @Test func `a listing shows no control, whatever its cells hold`() {
    let table = StockViews.table(of: drift("\u{1B}[1m", "a\u{9B}2J\u{202E}\r\tb"))
    for aligned in [false, true] {
      let lines = table.text(aligned: aligned).split(separator: "\n")
      expectEqual(lines.count, 2)
      #expect(lines[1].contains(#"a\u{9b}2J\u{202e}\r\tb"#))
      #expect(lines[1].contains(#"\u{1b}[1m"#))
    }
  }
}
