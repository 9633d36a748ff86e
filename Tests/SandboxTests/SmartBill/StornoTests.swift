import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: an invoice is reversed, cancelled, restored.
struct StornoTests {
  private func reverse(
    _ number: String, at client: SmartBillClient, date: String = "2026-11-24"
  ) async throws -> RawConnection.Response {
    try await client.call(
      "POST", "/SBORO/api/invoice/reverse",
      body: #"{"companyVatCode":"RO12345674","seriesName":"FCT","number":"\#(number)","#
        + #""issueDate":"\#(date)"}"#)
  }

  private static func path(_ act: String, _ number: String) -> String {
    "/SBORO/api/invoice/\(act)?cif=RO12345674&seriesname=FCT&number=\(number)"
  }

  @Test func `the storno takes the next number and turns the sign`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue(Sample.invoice(extra: #","mentions":"magazin 1001""#))
      let storno = try await reverse("0001", at: client)
      expectEqual(storno.status, 200)
      expectEqual(number(storno), "0002")
      expectEqual(member("series", of: storno) as? String, "FCT")
      expectEqual(member("documentId", of: storno) as? Int, 50_000_002)
      let state = try await client.state()
      expectEqual(state.documents.map(\.totals.total), ["121.00", "-121.00"])
      expectEqual(state.documents.map(\.mentions), ["magazin 1001", ""])
      expectEqual(state.series, [.init(name: "FCT", next_number: 3)])
      let status = try await client.call("GET", Self.path("paymentstatus", "0002"))
      #expect(status.body.contains(#""invoiceTotalAmount":-121.00"#))
      let pdf = try await client.call("GET", Self.path("pdf", "0002"))
      let text = try await PDFReader.text(of: pdf.bytes)
      #expect(text.contains("Factura storno FCT 0002"))
      #expect(text.contains("Storno la factura FCT0001"))
    }
  }

  @Test func `what can't be reversed is refused in SmartBill's words`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let early = try await reverse("0001", at: client, date: "2026-11-22")
      expectEqual(
        errorText(early),
        "Data emiterii facturii storno nu poate fi anterioara datei emiterii facturii "
          + "stornate.")
      let date = try await reverse("0001", at: client, date: "24.11.2026")
      #expect(date.body.contains("Could not map property: issueDate."))
      _ = try await reverse("0001", at: client)
      let again = try await reverse("0001", at: client)
      expectEqual(
        again.body,
        #"{"errorText":"Factura este deja stornata.","message":"","number":"","#
          + #""series":"","url":"","documentUrl":"","documentId":-1,"documentViewUrl":""}"#)
      try await expectEqual(
        errorText(reverse("0002", at: client)),
        "Factura FCT0002 este de tip storno. Nu se poate storna.")
      try await expectEqual(
        errorText(reverse("0009", at: client)),
        "Factura cu seria si numarul FCT0009 nu a fost gasita!")
      _ = try await client.issue()
      _ = try await client.call("PUT", Self.path("cancel", "0003"))
      try await expectEqual(errorText(reverse("0003", at: client)), "Factura FCT0003 este anulata.")
      try await expectEqual(
        errorText(reverse("", at: client)),
        "Numarul facturii trebuie specificat in parametrul 'number'!")
      try await expectEqual(client.state().documents.count, 3)
    }
  }

  @Test func `a storno that is cancelled or deleted frees its invoice`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      _ = try await reverse("0001", at: client)
      let gone = "/SBORO/api/invoice?cif=RO12345674&seriesname=FCT&number=0002"
      try await expectEqual(client.call("DELETE", gone).status, 200)
      try await expectEqual(number(reverse("0001", at: client)), "0002")
      _ = try await client.call("PUT", Self.path("cancel", "0002"))
      try await expectEqual(number(reverse("0001", at: client)), "0003")
    }
  }

  @Test func `a restored invoice is as before, and restoring is idempotent`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      _ = try await client.call("PUT", Self.path("cancel", "0001"))
      let restored = try await client.call("PUT", Self.path("restore", "0001"))
      expectEqual(restored.status, 200)
      expectEqual(
        member("message", of: restored) as? String,
        "Factura cu seria si numarul FCT0001 a fost restaurata cu succes.")
      let again = try await client.call("PUT", Self.path("restore", "0001"))
      expectEqual(again.status, 200)
      expectEqual(
        member("message", of: again) as? String, "Factura FCT0001 nu necesita restaurare.")
      try await expectEqual(client.state().documents.map(\.cancelled), [false])
      let unknown = try await client.call("PUT", Self.path("restore", "0002"))
      expectEqual(errorText(unknown), "Factura cu seria si numarul FCT0002 nu a fost gasita!")
    }
  }

  @Test func `a storno isn't restored before its invoice is`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      _ = try await reverse("0001", at: client)
      for number in ["0002", "0001"] {
        _ = try await client.call("PUT", Self.path("cancel", number))
      }
      let refused = try await client.call("PUT", Self.path("restore", "0002"))
      expectEqual(
        errorText(refused),
        "Eroare restaurare factura storno FCT0002. Trebuie initial sa restaurezi facturile "
          + "stornate de aceasta (FCT0001).")
      _ = try await client.call("PUT", Self.path("restore", "0001"))
      try await expectEqual(client.call("PUT", Self.path("restore", "0002")).status, 200)
    }
  }
}

func errorText(_ reply: RawConnection.Response) -> String? {
  member("errorText", of: reply) as? String
}
