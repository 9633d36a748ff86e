import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP, and read back with poppler: what `GET /invoice/pdf` gives out.
struct InvoicePDFTests {
  @Test func `the text layer holds what the invoice says, diacritics included`() async throws {
    let product = """
      {"name":"Brânză de oaie, țărănească – Șșșț Ță","measuringUnitName":"buc","quantity":2,
       "price":50.25,"taxPercentage":21,"isTaxIncluded":true,"productDescription":"în saramură"}
      """
    let buyer = #"{"name":"Ștefan Țurcanu","country":"Romania","city":"Timișoara"}"#
    try await withSmartBill { client in
      _ = try await client.issue(
        Sample.invoice(
          product, client: buyer,
          extra: #","mentions":"[PUNTE magazin/A%2D17/0]","observations":"Mulțumim!","#
            + #""aviz":"A-17""#))
      let reply = try await pdf("0001", from: client)
      expectEqual(reply.status, 200)
      #expect(reply.bytes.starts(with: Array("%PDF".utf8)))
      expectEqual(reply.headers["x-ratelimit-limit"], "30")
      expectEqual(
        reply.headers["content-disposition"], #"attachment; filename="facturaFCT0001.pdf""#)
      let text = try await PDFReader.text(of: reply.bytes)
      for expected in [
        "SANDBOX: nu este factură fiscală", "Factura FCT 0001", "Data emiterii: 23.11.2026",
        "CIF: RO12345674", "Client: Ștefan Țurcanu", "Adresa: Timișoara, Romania",
        "Brânză de oaie, țărănească – Șșșț Ță", "în saramură", "TVA Normala 21%", "83,06", "17,44",
        "100,50 RON", "Mențiuni: [PUNTE magazin/A%2D17/0]", "Observații: Mulțumim!",
        "Nr aviz: A-17",
      ] {
        #expect(text.contains(expected), "\(expected) in \(text)")
      }
      #expect(!text.contains("ANULATĂ"))
      _ = try await client.call("PUT", Self.path("0001", of: "/invoice/cancel"))
      #expect(
        try await PDFReader.text(of: pdf("0001", from: client).bytes).contains("ANULATĂ"))
    }
  }

  @Test func `400 lines take several pages, and none is lost`() async throws {
    let lines = (1...400).map {
      #"{"name":"Șurub țeavă \#($0).","measuringUnitName":"buc","quantity":1,"price":1,"#
        + #""taxPercentage":21}"#
    }
    try await withSmartBill { client in
      let issued = try await client.issue(
        Sample.invoice(
          lines.joined(separator: ","), extra: #","mentions":"[PUNTE magazin/1001/0]""#))
      expectEqual(number(issued), "0001")
      let text = try await PDFReader.text(of: pdf("0001", from: client).bytes)
      for line in 1...400 { #expect(text.contains("Șurub țeavă \(line).")) }
      #expect(text.contains("[PUNTE magazin/1001/0]"))
      #expect(text.contains("484,00 RON"))
      // A form feed ends a page.
      #expect(text.count { $0 == "\u{c}" } > 4)
      #expect(text.components(separatedBy: "SANDBOX:").count > 5)
    }
  }

  /// Wherever the line happens to end, the reference is whole once white space is taken out.
  @Test(arguments: [0, 40, 75, 78, 80, 82, 84, 86, 88, 90, 92, 95, 100])
  func `a reference survives being broken over two lines`(before: Int) async throws {
    let reference = "[PUNTE magazin-cu-nume-lung/A%2D17%2F2026/0]"
    let filler = String(repeating: "Vă mulțumim pentru comandă. ", count: 8).prefix(before)
    let words = filler + reference + " Livrare prin curier rapid."
    try await withSmartBill { client in
      _ = try await client.issue(Sample.invoice(extra: #","mentions":"\#(words)""#))
      let text = try await PDFReader.text(of: pdf("0001", from: client).bytes)
      let dense = text.filter { !$0.isWhitespace }
      #expect(dense.contains(reference.filter { !$0.isWhitespace }), "\(text)")
    }
  }

  @Test func `a word wider than the page is broken, and a reference in it too`() async throws {
    let order = String(repeating: "x1", count: 120)
    try await withSmartBill { client in
      _ = try await client.issue(
        Sample.invoice(extra: #","mentions":"[PUNTE magazin/\#(order)/0]""#))
      let text = try await PDFReader.text(of: pdf("0001", from: client).bytes)
      #expect(!text.contains(order))
      #expect(text.filter { !$0.isWhitespace }.contains("[PUNTEmagazin/\(order)/0]"))
    }
  }

  @Test func `the answer calls itself what was asked for, but never a PDF`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      for (accept, type) in [
        ("application/octet-stream", "application/octet-stream"),
        ("application/json", "application/json"), ("*/*", "application/octet-stream"),
        (nil, "application/octet-stream"),
      ] {
        let reply = try await pdf("0001", from: client, accept: accept)
        expectEqual(reply.status, 200)
        expectEqual(reply.headers["content-type"], type)
      }
      let refused = try await pdf("0001", from: client, accept: "application/pdf")
      expectEqual(refused.status, 406)
      #expect(refused.body.contains(#""code":"invalid_accept_header""#))
    }
  }

  @Test(arguments: [
    "cif=RO12345674&seriesname=FCT&number=0002", "cif=RO12345674&seriesname=X&number=0001",
    "cif=RO12345674&seriesname=FCT", "cif=RO12345674&number=0001", "seriesname=FCT&number=0001",
    "",
  ])
  func `what isn't found is the page of a gateway`(query: String) async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let reply = try await client.call("GET", "/SBORO/api/invoice/pdf?\(query)")
      expectEqual(reply.status, 502)
      expectEqual(reply.headers["content-type"], "text/html;charset=utf-8")
      expectEqual(
        reply.body,
        "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n"
          + "<center><h1>502 Bad Gateway</h1></center>\n<hr><center>nginx</center>\n"
          + "</body>\n</html>")
    }
  }

  private static func path(_ number: String, of operation: String) -> String {
    "/SBORO/api\(operation)?cif=RO12345674&seriesname=FCT&number=\(number)"
  }

  private func pdf(
    _ number: String, from client: SmartBillClient, accept: String? = "application/octet-stream"
  ) async throws -> RawConnection.Response {
    try await client.call(
      "GET", Self.path(number, of: "/invoice/pdf"), headers: ["Accept": accept])
  }
}
