import Domain
import Testing

@testable import SmartBill

/// What can go wrong with a PDF is no evidence. (A real one is read in `InvoicingContractTests`.)
@Suite struct PDFAnswerTests {
  private func reading(_ status: Int, _ body: String, by program: String = "pdftotext") async
    -> ReferencesReading
  {
    await PDFAnswer(block: .seconds(600), reader: PDFText(program: program))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test(
    arguments: [
      (502, "<html><head><title>502 Bad Gateway</title></head></html>", .smartBillUnreachable),
      (200, "<html>", .smartBillUnreachable), (200, "", .smartBillUnreachable),
      (200, "%PDF-1.5 and nothing that a reader could use", .documentUnreadable),
      (401, #"{"errorText":"Autentificare esuata."}"#, .smartBillCredentials),
      (406, "{}", .smartBillUnreachable),
    ] as [(Int, String, FailureCode)])
  func `an answer that is no readable PDF says nothing of the document`(
    status: Int, body: String, code: FailureCode
  ) async {
    let reading = await reading(status, body)
    guard case .unavailable(let failure) = reading else {
      Issue.record("HTTP \(status) \(body) is read as \(reading)")
      return
    }
    #expect(failure.code == code)
  }

  @Test(
    arguments: [
      (502, "<html><head><title>502 Bad Gateway</title></head></html>", .documentUnavailable),
      (200, "<html>", .documentUnavailable), (200, "", .documentUnavailable),
      (200, "%PDF", .documentUnavailable), (406, "{}", .documentUnavailable),
      (401, #"{"errorText":"Autentificare esuata."}"#, .smartBillCredentials),
    ] as [(Int, String, FailureCode)])
  func `only a PDF is shown to a person`(status: Int, body: String, code: FailureCode) {
    let answer = PDFAnswer(block: .seconds(600))
      .document(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
    guard case .unavailable(let failure) = answer else {
      Issue.record("HTTP \(status) \(body) is shown")
      return
    }
    #expect(failure.code == code)
  }

  @Test func `without the program it says what is missing`() async {
    let reading = await reading(200, "%PDF-1.5", by: "pdftotext-that-is-not-here")
    guard case .unavailable(let failure) = reading else {
      Issue.record("\(reading)")
      return
    }
    #expect(failure.code == .documentUnreadable)
    #expect(failure.detail?.contains("can't be run") == true)
    #expect(failure.remedy.en.contains("poppler-utils"))
  }

  @Test func `a block is told apart`() async {
    #expect(await reading(429, "") == .blocked(until: .noon + .seconds(600)))
  }
}
