import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: proformas, and the invoices that are made from them.
struct EstimateTests {
  private func estimate(at client: SmartBillClient) async throws -> RawConnection.Response {
    try await client.call(
      "POST", "/SBORO/api/estimate/v2", body: Sample.invoice(series: "PRF"))
  }

  private func convert(at client: SmartBillClient, more: String = "") async throws
    -> RawConnection.Response
  {
    try await client.issue(
      #"{"companyVatCode":"RO12345674","seriesName":"FCT","useEstimateDetails":true,"#
        + #""estimate":{"seriesName":"PRF","number":"0001"}\#(more)}"#)
  }

  private static func path(_ act: String, _ number: String = "0001") -> String {
    "/SBORO/api/estimate\(act)?cif=RO12345674&seriesname=PRF&number=\(number)"
  }

  @Test func `a proforma has a numbering of its own`() async throws {
    try await withSmartBill { client in
      try await expectEqual(number(estimate(at: client)), "0001")
      try await expectEqual(number(client.issue()), "0001")
      let list = try await client.call("GET", "/SBORO/api/series?cif=RO12345674")
      #expect(
        list.body.contains(
          #"[{"name":"FCT","nextNumber":2,"type":"f"},{"name":"PRF","nextNumber":2,"type":"p"},"#
            + #"{"name":"CH","nextNumber":1,"type":"c"}]"#))
      let kind = try await client.issue(Sample.invoice(series: "PRF"))
      expectEqual(
        errorText(kind), "Seria nu a fost gasita! Folositi o serie creata in contul de cloud.")
      let older = try await client.call(
        "POST", "/SBORO/api/estimate", body: Sample.invoice(series: "PRF"))
      #expect(member("documentId", of: older) == nil)
      expectEqual(number(older), "0002")
    }
  }

  @Test func `it takes an invoice's fields but for stock, payment and proforma`() async throws {
    try await withSmartBill { client in
      for field in ["useStock", "usePaymentTax", "useEstimateDetails"] {
        let reply = try await client.call(
          "POST", "/SBORO/api/estimate/v2",
          body: Sample.invoice(series: "PRF", extra: #","\#(field)":true"#))
        #expect(reply.body.contains("Unrecognized property: \(field)."))
      }
      let empty = try await client.call(
        "POST", "/SBORO/api/estimate/v2", body: Sample.invoice("", series: "PRF"))
      expectEqual(
        errorText(empty),
        "estimateProducts trebuie specificat si trebuie sa contina cel putin un element")
    }
  }

  @Test func `its PDF is there, and an unknown one is a refusal in JSON`() async throws {
    try await withSmartBill { client in
      _ = try await estimate(at: client)
      let pdf = try await client.call("GET", Self.path("/pdf"))
      expectEqual(pdf.headers["content-disposition"], #"attachment; filename="facturaPRF0001.pdf""#)
      #expect(try await PDFReader.text(of: pdf.bytes).contains("Proforma PRF 0001"))
      let unknown = try await client.call("GET", Self.path("/pdf", "0002"))
      expectEqual(unknown.status, 400)
      expectEqual(errorText(unknown), "Proforma cu seria si numarul PRF0002 nu a fost gasita!")
      let missing = try await client.call(
        "GET", "/SBORO/api/estimate/pdf?cif=RO12345674&number=0001")
      expectEqual(
        errorText(missing), "Seria proformei trebuie specificata in url in parametrul 'seriesname'!"
      )
    }
  }

  @Test func `one that isn't invoiced answers 200 with an error text, an unknown one 410`()
    async throws
  {
    try await withSmartBill { client in
      _ = try await estimate(at: client)
      let not = try await client.call("GET", Self.path("/invoices"))
      expectEqual(not.status, 200)
      expectEqual(
        not.body,
        #"{"errorText":"Proforma cu seria PRF si numarul 0001 nu a fost facturata.","#
          + #""message":"","number":"","series":"","url":"","areInvoicesCreated":false}"#)
      let unknown = try await client.call("GET", Self.path("/invoices", "0002"))
      expectEqual(unknown.status, 410)
      expectEqual(errorText(unknown), "Proforma cu seria PRF si numarul 0002 nu a fost gasita.")
    }
  }

  @Test func `an invoice made from it has its client and products, twice if asked`() async throws {
    try await withSmartBill { client in
      _ = try await estimate(at: client)
      try await expectEqual(number(convert(at: client)), "0001")
      try await expectEqual(number(convert(at: client)), "0002")
      _ = try await convert(at: client, more: #","isDraft":true"#)
      let state = try await client.state()
      expectEqual(state.documents.map(\.totals.total), ["121.00", "121.00", "121.00", "121.00"])
      let invoices = try await client.call("GET", Self.path("/invoices"))
      #expect(
        invoices.body.contains(
          #""areInvoicesCreated":true,"invoices":[{"series":"FCT","number":"0001"},"#
            + #"{"series":"FCT","number":"0002"},{"series":"FCT","number":""}]"#))
    }
  }

  @Test func `a second conversion may be refused, and an unknown proforma is`() async throws {
    var settings = SmartBillSettings()
    settings.rules.convertsEstimatesOnce = true
    try await withSmartBill(settings) { client in
      try await expectEqual(
        errorText(convert(at: client)), "Factura proforma PRF0001 nu a fost gasita!")
      _ = try await estimate(at: client)
      try await expectEqual(number(convert(at: client)), "0001")
      try await expectEqual(convert(at: client).status, 400)
      // Once the invoice is deleted, the proforma may be invoiced again.
      _ = try await client.call(
        "DELETE", "/SBORO/api/invoice?cif=RO12345674&seriesname=FCT&number=0001")
      try await expectEqual(number(convert(at: client)), "0001")
    }
  }

  @Test func `it is cancelled, restored and deleted in its own words`() async throws {
    try await withSmartBill { client in
      _ = try await estimate(at: client)
      _ = try await estimate(at: client)
      for (method, path, message) in [
        (
          "PUT", Self.path("/cancel"),
          "Proforma cu seria si numarul PRF0001 a fost anulata cu succes."
        ),
        ("PUT", Self.path("/cancel"), "Proforma PRF0001 este deja anulata."),
        (
          "PUT", Self.path("/restore"),
          "Proforma cu seria si numarul PRF0001 a fost restaurata cu succes."
        ),
        ("PUT", Self.path("/restore"), "Proforma PRF0001 nu necesita restaurare."),
        // Not the last of its series, so no number comes back.
        ("DELETE", Self.path(""), "Proforma cu seria si numarul PRF0001 a fost stearsa cu succes."),
      ] {
        let reply = try await client.call(method, path)
        expectEqual(reply.status, 200)
        expectEqual(member("message", of: reply) as? String, message)
      }
      try await expectEqual(number(estimate(at: client)), "0003")
      _ = try await client.call("DELETE", Self.path("", "0003"))
      try await expectEqual(number(estimate(at: client)), "0003")
    }
  }
}
