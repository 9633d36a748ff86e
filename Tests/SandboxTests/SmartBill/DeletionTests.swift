import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: the last invoice of a series is deleted, by the API or by hand.
struct DeletionTests {
  private static func path(_ number: String) -> String {
    "/SBORO/api/invoice?cif=RO12345674&seriesname=FCT&number=\(number)"
  }

  @Test func `only the last one goes, and its number is given out again`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      _ = try await client.issue(Sample.invoice(extra: #","mentions":"a doua""#))
      let notLast = try await client.call("DELETE", Self.path("0001"))
      expectEqual(notLast.status, 403)
      #expect(
        notLast.body.contains(
          "Nu poti sterge documentul cu seria si numarul FCT 0001, deoarece nu este ultimul din "
            + "serie!"))
      let unknown = try await client.call("DELETE", Self.path("0003"))
      expectEqual(unknown.status, 400)
      #expect(unknown.body.contains("Factura cu seria si numarul FCT0003 nu a fost gasita!"))

      let deleted = try await client.call("DELETE", Self.path("0002"))
      expectEqual(deleted.status, 200)
      #expect(
        deleted.body.contains("Factura cu seria si numarul FCT0002 a fost stearsa cu succes."))
      let state = try await client.state()
      expectEqual(state.series, [.init(name: "FCT", next_number: 2)])
      expectEqual(state.documents.map(\.number), ["0001"])
      expectEqual(state.deleted.map(\.mentions), ["a doua"])
      let status = "/SBORO/api/invoice/paymentstatus?cif=RO12345674&seriesname=FCT&number=0002"
      try await expectEqual(client.call("GET", status).status, 400)
      try await expectEqual(number(client.issue()), "0002")
      try await expectEqual(client.call("GET", status).status, 200)
    }
  }

  @Test func `a person deletes the last one too, until the series is empty`() async throws {
    var settings = SmartBillSettings()
    settings.series = [Series(name: "FCT", nextNumber: 41), Series(name: "B")]
    try await withSmartBill(settings) { client in
      _ = try await client.issue()
      _ = try await client.issue(Sample.invoice(series: "B"))
      let hand = #"{"series":"FCT"}"#
      let first = try await client.call("POST", "/_sandbox/delete_last", body: hand)
      expectEqual(number(first), "0041")
      let none = try await client.call("POST", "/_sandbox/delete_last", body: hand)
      expectEqual(none.status, 400)
      let state = try await client.state()
      expectEqual(
        state.series, [.init(name: "FCT", next_number: 41), .init(name: "B", next_number: 2)])
      // The index of the other series' document has moved.
      let path = "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=B&number=0001"
      try await expectEqual(client.call("PUT", path).status, 200)
    }
  }

  @Test func `what a person types may look like anything`() async throws {
    try await withSmartBill { client in
      let typed = try await client.call(
        "POST", "/_sandbox/foreign",
        body: #"{"series":"FCT","total":110,"mentions":"[PUNTE magazin/1001/0]","aviz":"A-1"}"#)
      #expect(typed.body.contains(#""mentions":"[PUNTE magazin/1001/0]""#))
      let pdf = try await client.call(
        "GET", "/SBORO/api/invoice/pdf?cif=RO12345674&seriesname=FCT&number=0001")
      let text = try await PDFReader.text(of: pdf.bytes)
      #expect(text.contains("Mențiuni: [PUNTE magazin/1001/0]"))
      #expect(text.contains("110,00 RON"))
      let list = try await client.call("GET", "/_sandbox/documents")
      #expect(list.body.contains(#""number":"0001","total":"110.00","mentions":"[PUNTE magazin"#))
    }
  }
}
