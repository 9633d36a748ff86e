import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: every envelope that says no.
struct RefusalTests {
  @Test func `unknown fields and wrong types are refused with their path`() async throws {
    let line = Sample.product.dropLast()
    let cases = [
      (Sample.invoice(extra: #","zzz":1"#), "zzz", "Unrecognized property: zzz."),
      (
        Sample.invoice(line + #","colour":"red"}"#), "products[0].colour",
        "Unrecognized property: products[0].colour."
      ),
      (
        Sample.invoice(Sample.product + "," + line + #","quantity":"2"}"#),
        "products[1].quantity", "Could not map property: products[1].quantity."
      ),
      (
        Sample.invoice(line + #","taxPercentage":"21%"}"#), "products[0].taxPercentage",
        "Could not map property: products[0].taxPercentage."
      ),
      (
        Sample.invoice(client: #"{"name":"A","country":"RO","isTaxPayer":"da"}"#),
        "client.isTaxPayer", "Could not map property: client.isTaxPayer."
      ),
      (
        Sample.invoice(extra: #","precision":2.5"#), "precision",
        "Could not map property: precision."
      ),
      (Sample.invoice(extra: #","client":[]"#), "client", "Could not map property: client."),
      (Sample.invoice("1"), "products[0]", "Could not map property: products[0]."),
    ]
    try await withSmartBill { client in
      for (body, param, message) in cases {
        let reply = try await client.issue(body)
        expectEqual(reply.status, 400)
        expectEqual(
          reply.body,
          #"{"status":400,"type":"invalid_request_error","#
            + #""instance":"/SBORO/api/invoice/v2","errors":[{"code":"json_mapping_error","#
            + #""message":"\#(message)","#
            + #""docUrl":"https://api.smartbill.ro/#v3-error-invalid_request_error","#
            + #""param":"\#(param)"}]}"#)
      }
      #expect(try await client.state().documents.isEmpty)
    }
  }

  @Test(arguments: ["{", "", "[]", "7", "\u{0}"])
  func `what isn't a JSON object is a parse error`(body: String) async throws {
    try await withSmartBill { client in
      let reply = try await client.call(
        "POST", "/SBORO/api/invoice/v2", body: body,
        headers: ["Content-Type": "application/json; charset=utf-8"])
      expectEqual(reply.status, 400)
      #expect(reply.body.contains(#""code":"json_parse_error""#))
    }
  }

  @Test func `the business says no in its own words`() async throws {
    let line = Sample.product.dropLast()
    let value = #""discountType":1,"discountValue":-1,"numberOfItems":1"#
    let mixed = Sample.line(price: "1") + "," + Sample.line(price: "1", vat: 11) + ","
    let cases: [(String, Int, String)] = [
      (
        Sample.invoice(series: "X"), 400,
        "Seria nu a fost gasita! Folositi o serie creata in contul de cloud."
      ),
      (Sample.invoice(client: "null"), 400, "tara trebuie specificata"),
      (Sample.invoice(client: #"{"name":"A"}"#), 400, "tara trebuie specificata"),
      (Sample.invoice(client: #"{"name":" ","country":"RO"}"#), 400, "Client invalid!"),
      (
        Sample.invoice(""), 400,
        "invoiceProducts trebuie specificat si trebuie sa contina cel putin un element"
      ),
      (
        Sample.invoice(line + #","name":null}"#), 400,
        "name trebuie specificat pentru fiecare produs"
      ),
      (
        Sample.invoice(line + #","measuringUnitName":""}"#), 400,
        "measuringUnitName trebuie specificat pentru fiecare produs"
      ),
      (
        Sample.invoice(line + #","taxPercentage":19}"#), 400,
        "Cota tva a produsului Cafea nu a fost gasita pe server!"
      ),
      (
        Sample.invoice(line + #","taxName":"Redusa"}"#), 400,
        "Cota tva a produsului Cafea nu a fost gasita pe server!"
      ),
      (
        Sample.invoice(Sample.discount(value)), 400,
        "Nu poti sa emiti un document care contine doar un discount. "
          + "Trebuie sa ai si produse / servicii adaugate."
      ),
      (
        Sample.invoice(
          mixed + Sample.discount(#""discountPercentage":5,"numberOfItems":2"#)), 400,
        "La aplicarea unui discount pentru produse cu cote tva diferite, "
          + "trebuie sa specifici si cota tva a discountului."
      ),
      (
        Sample.invoice(Sample.product + "," + Sample.discount(#""numberOfItems":1"#)), 400,
        "Trebuie sa introduceti valoarea procentului!"
      ),
      (
        Sample.invoice(
          Sample.product + "," + Sample.discount(#""discountType":1,"numberOfItems":1"#)), 400,
        "discountValue trebuie specificat pentru fiecare produs de tip discount"
      ),
      (
        Sample.invoice(extra: #","dueDate":"31.12.2026""#), 400,
        "Data documentului trebuie sa fie de forma yyyy-MM-dd."
      ),
      (
        Sample.invoice(extra: #","issueDate":"2026-02-29""#), 400,
        "Data documentului trebuie sa fie de forma yyyy-MM-dd."
      ),
      (Sample.invoice(extra: #","currency":"BGN""#), 400, "Moneda nu a fost gasita pe server!"),
      (
        Sample.invoice(Array(repeating: Sample.product, count: 401).joined(separator: ",")),
        410, "Numarul maxim acceptat de 400 intrari pe document a fost depasit."
      ),
    ]
    var settings = SmartBillSettings()
    settings.limits.calls = 100
    try await withSmartBill(settings) { client in
      for (body, status, text) in cases {
        let reply = try await client.issue(body)
        expectEqual(reply.status, status)
        expectEqual(
          reply.body,
          #"{"errorText":"\#(text)","message":"","number":"","series":"","#
            + #""url":"","documentUrl":"","documentId":-1,"documentViewUrl":""}"#)
      }
      let most = Array(repeating: Sample.product, count: 400).joined(separator: ",")
      try await expectEqual(number(client.issue(Sample.invoice(most))), "0001")
    }
  }

  @Test func `a company that is null breaks the server, another one is unauthorized`()
    async throws
  {
    try await withSmartBill { client in
      let null = try await client.issue(Sample.invoice(extra: #","companyVatCode":null"#))
      expectEqual(null.status, 500)
      #expect(null.body.contains(#""errorText":"Internal Server Error!""#))
      #expect(null.body.contains(#""documentId":null"#))
      let other = try await client.issue(Sample.invoice(extra: #","companyVatCode":"12345674""#))
      let query = try await client.call("GET", "/SBORO/api/tax?cif=RO1")
      for reply in [other, query] {
        expectEqual(reply.status, 401)
        let text = "Firma la care incercati sa va conectati nu mai este disponibila in Cloud."
        expectEqual(member("errorText", of: reply) as? String, text)
        expectEqual(member("key", of: reply) as? String, "!.oresp@&")
      }
    }
  }

  @Test(arguments: [nil, "Basic", "Basic !!!", "Bearer abc", "Basic b2ZmaWNlOng=", "Basic YQ=="])
  func `wrong credentials are unauthorized`(authorization: String?) async throws {
    try await withSmartBill { client in
      let reply = try await client.call(
        "GET", "/SBORO/api/tax?cif=RO12345674", headers: ["Authorization": authorization])
      expectEqual(reply.status, 401)
      expectEqual(
        member("errorText", of: reply) as? String,
        "Autentificare esuata. Va rugam verificati datele si incercati din nou.")
    }
  }

  @Test func `verb, format and path are checked`() async throws {
    try await withSmartBill { client in
      let verb = try await client.call("GET", "/SBORO/api/invoice")
      expectEqual(verb.status, 405)
      expectEqual(verb.headers["allow"], "POST, DELETE")
      #expect(verb.body.contains(#""code":"method_not_allowed""#))
      let accept = try await client.call(
        "GET", "/SBORO/api/tax?cif=RO12345674", headers: ["Accept": "application/pdf"])
      expectEqual(accept.status, 406)
      #expect(accept.body.contains(#""code":"invalid_accept_header""#))
      let content = try await client.call(
        "POST", "/SBORO/api/invoice/v2", body: Sample.invoice(),
        headers: ["Content-Type": "text/plain"])
      expectEqual(content.status, 415)
      let none = try await client.call("GET", "/SBORO/api/nothing")
      expectEqual(none.status, 404)
      let taxes = try await client.call("GET", "/SBORO/api/tax?cif=RO12345674")
      #expect(taxes.body.contains(#"{"name":"Normala","percentage":21}"#))
    }
  }

  @Test func `an oversized body is refused`() async throws {
    try await withSmartBill { client in
      let body = String(repeating: " ", count: SmartBillSandbox.bodyBytesMax + 1)
      let reply = try await client.issue(body)
      expectEqual(reply.status, 413)
      try await expectEqual(client.issue().status, 200)
    }
  }
}
