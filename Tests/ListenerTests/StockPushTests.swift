import Domain
import Foundation
import Listener
import Signatures
import TestKit
import Testing

@Suite struct StockPushTests {
  private static let book = StockPushBook([
    "firma": .init(token: BearerToken("Secret-token-of-stock"), shops: ["magazin", "outlet"]),
    "goala": .init(token: BearerToken("Another-token-of-stock"), shops: []),
  ])

  private func push(
    _ body: String, _ authorization: String?, account: String = "firma", method: String = "POST",
    _ check: @escaping @Sendable (RawAnswer, ScriptedInbox) throws -> Void
  ) async throws {
    try await withListener(stockPushes: Self.book) { listener in
      var request = Request(
        method: method, path: "/smartbill/stocks/\(account)", body: Array(body.utf8))
      if let authorization { request = request.with("Authorization", authorization) }
      try check(try await listener.answer(to: request), listener.inbox)
    }
  }

  private static let body = #"{"products": [{"productCode": "A", "quantity": 1}]}"#

  @Test func `a push becomes an event of each shop that has a stock`() async throws {
    try await push(Self.body, "bearer secret-TOKEN-of-stock") { answer, inbox in
      expectEqual(answer.status, 200)
      expectEqual(inbox.deliveries.map(\.shop), ["magazin", "outlet"])
      #expect(
        inbox.deliveries.allSatisfy {
          $0.event.rawValue.hasPrefix("punte:stock.changed/1795428000000/")
        })
      let body = String(decoding: inbox.deliveries[0].body, as: UTF8.self)
      #expect(body.contains(#""received_at":1795428000000,"push":{"products""#))
    }
  }

  @Test(arguments: [
    "\u{feff}" + body, #"[{"productCode": 1, "quantity": null}, null, "x", 7]"#,
  ])
  func `a push is kept whatever its rows are, without a mark before it`(body: String)
    async throws
  {
    try await push(body, "Bearer Secret-token-of-stock") { answer, inbox in
      expectEqual(answer.status, 200)
      let kept = try #require(inbox.deliveries.first?.body)
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(kept)) }
      #expect(!kept.contains(0xFE) && !kept.contains(0xEF))
    }
  }

  @Test(arguments: [#"{"products": []}"#, "[]"])
  func `an empty list only tries the connection`(body: String) async throws {
    try await push(body, "Bearer Secret-token-of-stock") { answer, inbox in
      expectEqual(answer.status, 200)
      #expect(inbox.deliveries.isEmpty)
    }
  }

  @Test(arguments: [
    nil, "Bearer wrong", "Basic Secret-token-of-stock", "Secret-token-of-stock", "Bearer ",
    "Bearer Another-token-of-stock",
  ])
  func `without the account's token nothing is taken`(authorization: String?) async throws {
    try await push(Self.body, authorization) { answer, inbox in
      expectEqual(answer.status, 401)
      #expect(inbox.deliveries.isEmpty)
    }
  }

  @Test func `an account that there is not is answered as a wrong token is`() async throws {
    try await push(Self.body, "Bearer nobody has this token", account: "alta") { answer, inbox in
      expectEqual(answer.status, 401)
      #expect(inbox.deliveries.isEmpty)
    }
  }

  @Test func `what is no push is refused, and a GET too`() async throws {
    try await push("produse", "Bearer Secret-token-of-stock") { answer, inbox in
      expectEqual(answer.status, 400)
      #expect(inbox.deliveries.isEmpty)
    }
    try await push("", "Bearer Secret-token-of-stock", method: "GET") { answer, _ in
      expectEqual(answer.status, 405)
    }
  }
}
