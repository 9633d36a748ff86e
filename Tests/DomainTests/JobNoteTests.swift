import Domain
import TestKit
import Testing

@Suite struct JobNoteTests {
  @Test(arguments: JobNote.Word.allCases)
  func `a note is said in both languages, without a command`(word: JobNote.Word) {
    #expect(word.text.ro != word.text.en)
    for text in [word.text.ro, word.text.en] {
      #expect(text.count > 5 && !text.hasSuffix(".") && text.asksNoCommand, "\(text)")
    }
  }

  @Test func `a line has Romanian first, then English, then what both share`() {
    expectEqual(
      JobNote(.byNoRule, .noAddress).line,
      "după nicio regulă; fără e-mail, comanda nu are o adresă"
        + " / by no rule; no e-mail, the order has no address for it")
    expectEqual(
      JobNote(.statusAsksNothing, detail: "Expediata").line,
      "statusul nu cere factură / the status asks for no invoice: Expediata")
  }
}
