import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: whether an invoice exists, and what it comes to.
struct PaymentStatusTests {
  private static let path = "/SBORO/api/invoice/paymentstatus?cif=RO12345674"

  @Test func `an invoice that exists tells its total, and not its number`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let path = Self.path + "&seriesname=FCT&number=0001"
      let reply = try await client.call("GET", path)
      expectEqual(reply.status, 200)
      expectEqual(
        reply.body,
        #"{"errorText":"","message":"","number":"","series":"","url":"","#
          + #""invoiceTotalAmount":121.00,"paidAmount":0.00,"unpaidAmount":121.00,"paid":false}"#)
      _ = try await client.call(
        "PUT", "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=FCT&number=0001")
      try await expectEqual(client.call("GET", path).body, reply.body)
    }
  }

  @Test(arguments: [
    ("&seriesname=FCT&number=0002", "Factura nu a fost gasita"),
    ("&seriesname=X&number=0001", "Factura nu a fost gasita"),
    ("&seriesName=FCT&number=0001", "Factura nu a fost gasita"),
    ("&number=0001", "Factura nu a fost gasita"),
    ("&seriesname=FCT", "Numarul facturii trebuie specificat"),
  ])
  func `one that doesn't is refused`(query: String, text: String) async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let reply = try await client.call("GET", Self.path + query)
      expectEqual(reply.status, 400)
      expectEqual(
        reply.body,
        #"{"errorText":"\#(text)","message":"","number":"","series":"","#
          + #""url":"","paid":false}"#)
    }
  }

  @Test func `a draft can't be asked about, and another company's not either`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue(Sample.invoice(extra: #","isDraft":true"#))
      let draft = try await client.call("GET", Self.path + "&seriesname=FCT&number=0001")
      expectEqual(draft.status, 400)
      let stranger = try await client.call(
        "GET", "/SBORO/api/invoice/paymentstatus?cif=RO1&seriesname=FCT&number=0001")
      expectEqual(stranger.status, 401)
    }
  }
}
