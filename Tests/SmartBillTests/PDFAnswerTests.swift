import Domain
import TestKit
import Testing

@testable import SmartBill

/// What can go wrong with a PDF is no evidence. (A real one is read in `InvoicingContractTests`.)
@Suite struct PDFAnswerTests {
  private func reading(_ status: Int, _ body: String, by program: String = "pdftotext") async
    -> ReferencesReading
  {
    await PDFAnswer(block: .seconds(600), reader: PDFText(program: program))
      .reading(of: .answered(status: status, body: Array(body.utf8)), on: number, at: .noon)
  }

  private let number = InvoiceNumber(series: "FCT", text: "0001")

  /// A page with these lines of text, or with none.
  private func pdf(_ lines: [String]) -> String {
    let shown = lines.map { "(\($0)) Tj 0 -20 Td" }.joined(separator: " ")
    let content = "BT /F1 12 Tf 50 700 Td \(shown) ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        + "/Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    var text = "%PDF-1.4\n"
    var offsets: [String] = []
    for (index, object) in objects.enumerated() {
      let offset = String(text.utf8.count)
      offsets.append(String(repeating: "0", count: 10 - offset.count) + offset)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets { text += "\(offset) 00000 n \n" }
    return text
      + "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
  }

  @Test func `the references of a text that names its document are read`() async {
    let text = pdf(["Factura seria FCT nr. 0001", "[PUNTE magazin/1/0]"])
    await expectEqual(reading(200, text), .printed(InvoiceReference.all(in: "[PUNTE magazin/1/0]")))
    await expectEqual(reading(200, pdf(["Factura FCT 0001"])), .printed([]))
  }

  @Test(arguments: [
    [], ["Documentul nu este disponibil momentan"], ["Factura FCT 0002", "[PUNTE magazin/1/0]"],
  ])
  func `a text that doesn't name its document is unread`(lines: [String]) async {
    let reading = await reading(200, pdf(lines))
    guard case .unread(let failure) = reading else {
      Issue.record("\(lines) is read as \(reading)")
      return
    }
    expectEqual(failure.code, .documentUnreadable)
    expectEqual(failure.detail?.contains("FCT 0001"), true)
  }

  @Test func `nor does it say which document it names`() async {
    func naming(_ lines: [String]) async -> NamingReading {
      await PDFAnswer(block: .seconds(600)).naming(
        of: number, on: InvoiceNumber(series: "FCT", text: "0002"),
        in: .answered(status: 200, body: Array(pdf(lines).utf8)), at: .noon)
    }
    await expectEqual(naming(["Factura FCT 0002", "Storno la factura FCT 0001"]), .named(true))
    await expectEqual(naming(["Factura FCT 0002"]), .named(false))
    guard case .unavailable(let failure) = await naming([]) else {
      Issue.record("a page without text is read")
      return
    }
    expectEqual(failure.code, .documentUnreadable)
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
    expectEqual(failure.code, code)
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
    expectEqual(failure.code, code)
  }

  @Test func `without the program it says what is missing`() async {
    let reading = await reading(200, "%PDF-1.5", by: "pdftotext-that-is-not-here")
    guard case .unavailable(let failure) = reading else {
      Issue.record("\(reading)")
      return
    }
    expectEqual(failure.code, .documentUnreadable)
    expectEqual(failure.detail?.contains("can't be run"), true)
    #expect(failure.remedy.en.contains("poppler-utils"))
  }

  @Test func `a block is told apart`() async {
    await expectEqual(reading(429, ""), .blocked(until: .noon + .seconds(600)))
  }
}
