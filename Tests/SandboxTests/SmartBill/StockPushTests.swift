import Foundation
import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: stock that moves is told to whoever asked for it.
struct StockPushTests {
  private static let received = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"

  private func receive(_ name: String, _ quantity: Int, at client: SmartBillClient) async throws {
    _ = try await client.call(
      "POST", "/_sandbox/stock",
      body: #"{"warehouse":"Depozit","name":"\#(name)","quantity":\#(quantity),"#
        + #""date":"2026-11-01"}"#)
  }

  @Test func `what moved is told, and how much there is now`() async throws {
    let shop = try RawServer { _, _ in .answerAndClose(Self.received) }
    defer { shop.stop() }
    try await withSmartBill { client in
      try await receive("Mere", 8, at: client)
      try await receive("Pere", 5, at: client)
      let set = try await client.call(
        "POST", "/_sandbox/stock_push", body: #"{"url":"\#(shop.url)hook","token":"jeton"}"#)
      expectEqual(set.status, 200)
      // Asking to be told tells nothing; trying it sends an empty list.
      _ = try await client.call("POST", "/_sandbox/stock_push/test")
      let line =
        Sample.product.replacing("Cafea", with: "Mere").dropLast()
        + #","warehouseName":"Depozit"}"#
      _ = try await client.issue(Sample.invoice(String(line), extra: #","useStock":true"#))
      _ = try await client.issue()
      _ = try await client.call(
        "PUT", "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=FCT&number=0001")
      try await Polling.until("three messages have come") { shop.received.count == 3 }
      func mere(_ quantity: Int) -> String {
        #"{"products":[{"productName":"Mere","productCode":"","warehouse":"Depozit","#
          + #""quantity":\#(quantity)}]}"#
      }
      expectEqual(
        shop.received.map { String(decoding: $0.body, as: UTF8.self) },
        [#"{"products":[]}"#, mere(7), mere(8)])
      for message in shop.received {
        expectEqual(message.line, "POST /hook HTTP/1.1")
        #expect(message.head.lowercased().contains("authorization: bearer jeton\r\n"))
        #expect(message.head.lowercased().contains("content-type: application/json\r\n"))
      }
    }
  }

  @Test func `a message that is refused isn't sent again`() async throws {
    let refused = "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"
    let shop = try RawServer { _, _ in .answerAndClose(refused) }
    defer { shop.stop() }
    try await withSmartBill { client in
      let none = try await client.call("POST", "/_sandbox/stock_push/test")
      expectEqual(none.status, 400)
      let bad = try await client.call(
        "POST", "/_sandbox/stock_push", body: #"{"url":"ftp://x/","token":""}"#)
      expectEqual(bad.status, 400)
      _ = try await client.call(
        "POST", "/_sandbox/stock_push", body: #"{"url":"\#(shop.url)","token":"jeton"}"#)
      try await receive("Mere", 1, at: client)
      try await receive("Mere", 2, at: client)
      try await Polling.until("both are noted") {
        let state = try await client.call("GET", "/_sandbox/state")
        return state.body.components(separatedBy: #""status":403"#).count == 3
      }
      expectEqual(shop.received.count, 2)
      _ = try await client.call("DELETE", "/_sandbox/stock_push")
      try await receive("Mere", 3, at: client)
      try await expectEqual(client.call("POST", "/_sandbox/stock_push/test").status, 400)
    }
  }
}
