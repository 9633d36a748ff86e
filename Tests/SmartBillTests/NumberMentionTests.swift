import Domain
import Testing

@testable import SmartBill

/// Whether a text is that of the document that was asked for. (What a storno names is in `StornoTests`.)
@Suite struct NumberMentionTests {
  private func isOwn(_ text: String, series: String = "FCT", number: String = "0001") -> Bool {
    NumberMention(InvoiceNumber(series: series, text: number)).isOwn(in: text)
  }

  @Test(arguments: [
    "Factură FCT 0001", "FACTURA\nSeria FCT nr. 0001\nData 23.11.2026", "seria fct nr 1",
    "Seria:\nNr.:\nFCT\n0001", "FCT0001", "FCT-0001", "Serie: FCT  Număr factură: 0001",
    "Factura nr. 0001 seria FCT din 23.11.2026", "Nr. 1 / FCT", "Seria\u{c}FCT\n\n00001",
  ])
  func `a document names itself by series and number, in whatever layout`(text: String) {
    #expect(isOwn(text))
  }

  @Test(arguments: [
    "", " \n\u{c}", "Documentul nu este disponibil momentan", "FCT", "0001", "Factură FCT 0002",
    "Factură FCTX 0001", "Factură XFCT 0001", "FCT 00010", "FCT 10001",
    "1 Rochie FCX 0001 131,00", "FCT 99999999999999999999",
  ])
  func `what doesn't name it is another text`(text: String) {
    #expect(!isOwn(text))
  }

  @Test(arguments: [
    ("NR", "Factura NR nr. 0001"), ("Seria", "Seria: seria, numărul 1"), ("A-B 12", "A-B\n12 nr 1"),
    ("ȘCT", "Factură ŞCT 0001"), ("F2026", "F2026 0001"), ("--", "Nr. 0001"),
  ])
  func `a series may have a name that is odd`(series: String, text: String) {
    #expect(isOwn(text, series: series))
    #expect(!isOwn(text, series: series, number: "0002"))
  }
}
