import Foundation
import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: numbering, cancelling, what is stored and shown.
struct InvoiceTests {
  @Test func `numbers are padded and follow one another`() async throws {
    var settings = SmartBillSettings()
    settings.series = [Series(name: "FCT", nextNumber: 41), Series(name: "B", nextNumber: 9_999)]
    try await withSmartBill(settings) { client in
      try await expectEqual(number(client.issue()), "0041")
      try await expectEqual(number(client.issue()), "0042")
      try await expectEqual(number(client.issue(Sample.invoice(series: "B"))), "9999")
      try await expectEqual(number(client.issue(Sample.invoice(series: "B"))), "10000")
      let list = try await client.call("GET", "/SBORO/api/series?cif=RO12345674&type=f")
      expectEqual(
        list.body,
        #"{"errorText":"","message":"","number":"","series":"","url":"","#
          + #""list":[{"name":"FCT","nextNumber":43,"type":"f"},"#
          + #"{"name":"B","nextNumber":10001,"type":"f"}]}"#)
    }
  }

  @Test func `a draft takes no number`() async throws {
    try await withSmartBill { client in
      let draft = try await client.issue(Sample.invoice(extra: #","isDraft":1"#))
      expectEqual(number(draft), "")
      #expect(draft.body.contains(#""documentId":50000001"#))
      try await expectEqual(number(client.issue()), "0001")
      try await expectEqual(client.state().documents.map(\.draft), [true, false])
    }
  }

  @Test func `the older spelling answers without the document's links`() async throws {
    try await withSmartBill { client in
      let reply = try await client.call("POST", "/SBORO/api/invoice", body: Sample.invoice())
      expectEqual(
        reply.body,
        #"{"errorText":"","message":"Factura a fost emisa.","number":"0001","#
          + #""series":"FCT","url":""}"#)
    }
  }

  @Test func `an invoice is kept with its request, lines and totals`() async throws {
    try await withSmartBill { client in
      let body = Sample.invoice(extra: #","mentions":"magazin 1001""#)
      _ = try await client.issue(body)
      let state = try await client.state()
      let document = try #require(state.documents.first)
      expectEqual(document.request_body, body)
      expectEqual(document.mentions, "magazin 1001")
      expectEqual(document.totals, .init(net: "100.00", vat: "21.00", total: "121.00"))
      expectEqual(document.vat, [.init(percentage: "21", net: "100.00", vat: "21.00")])
      expectEqual(state.series, [.init(name: "FCT", next_number: 2)])
      expectEqual(state.counters.posts_executed, 1)
      let requests = try await client.call("GET", "/_sandbox/requests")
      #expect(requests.body.contains(#""path":"/SBORO/api/invoice/v2""#))
    }
  }

  @Test func `cancelling is idempotent and keeps the number used`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let path = "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=FCT&number="
      let first = try await client.call("PUT", path + "0001")
      expectEqual(
        first.body,
        #"{"errorText":"","message":"#
          + #""Factura cu seria si numarul FCT0001 a fost anulata cu succes.","#
          + #""number":"","series":"","url":""}"#)
      let second = try await client.call("PUT", path + "0001")
      expectEqual(second.status, 200)
      #expect(second.body.contains("Factura FCT0001 este deja anulata."))
      let unknown = try await client.call("PUT", path + "0002")
      expectEqual(unknown.status, 400)
      #expect(unknown.body.contains("Factura cu seria si numarul FCT0002 nu a fost gasita!"))
      try await expectEqual(number(client.issue()), "0002")
      try await expectEqual(client.state().documents.map(\.cancelled), [true, false])
    }
  }

  @Test func `the parameter is seriesname and not seriesName`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let reply = try await client.call(
        "PUT", "/SBORO/api/invoice/cancel?cif=RO12345674&seriesName=FCT&number=0001")
      expectEqual(reply.status, 400)
      let text = "Seria facturii trebuie specificata in url in parametrul 'seriesname'!"
      #expect(reply.body.contains(text))
    }
  }

  @Test func `a person's invoice takes the next number`() async throws {
    try await withSmartBill { client in
      let foreign = try await client.call(
        "POST", "/_sandbox/foreign", body: #"{"series":"FCT","total":50.5}"#)
      #expect(foreign.body.contains(#""number":"0001""#))
      #expect(foreign.body.contains(#""total":"50.50""#))
      try await expectEqual(number(client.issue()), "0002")
      try await expectEqual(client.state().documents.map(\.foreign), [true, false])
    }
  }

  @Test func `the view link shows an escaped page that says it is none`() async throws {
    try await withSmartBill { client in
      let nasty = #"{"name":"<script>alert('1')</script> & Co","country":"RO"}"#
      let reply = try await client.issue(Sample.invoice(client: nasty))
      let link = try #require(member("documentViewUrl", of: reply) as? String)
      #expect(link.hasPrefix("http://127.0.0.1:\(client.port)/documente/extern/pf/factura/"))
      let path = try #require(URL(string: link)).path
      let page = try await client.call("GET", path)
      expectEqual(page.headers["content-type"], "text/html;charset=utf-8")
      #expect(page.body.contains("SANDBOX: nu este factură fiscală"))
      #expect(page.body.contains("Factura FCT 0001"))
      #expect(page.body.contains("121,00 RON"))
      #expect(page.body.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; Co"))
      #expect(!page.body.contains("<script>"))
      #expect(!page.body.contains("ANULATĂ"))
      _ = try await client.call(
        "PUT", "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=FCT&number=0001")
      #expect(try await client.call("GET", path).body.contains("ANULATĂ"))
      try await expectEqual(client.call("GET", path + "0").status, 404)
    }
  }

  @Test func `a reset forgets everything`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      _ = try await client.call("POST", "/_sandbox/reset")
      #expect(try await client.state().documents.isEmpty)
      try await expectEqual(number(client.issue()), "0001")
    }
  }
}

func member(_ name: String, of reply: RawConnection.Response) -> Any? {
  let object = try? JSONSerialization.jsonObject(with: Data(reply.body.utf8))
  return (object as? [String: Any])?[name]
}

func number(_ reply: RawConnection.Response) -> String? {
  member("number", of: reply) as? String
}
