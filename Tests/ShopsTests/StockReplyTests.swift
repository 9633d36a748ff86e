import Domain
import TestKit
import Testing
import Transport

@testable import Shops

@Suite struct StockReplyTests {
  private func read(_ text: String, by identity: ProductIdentity = .code) -> [StockAnswer]? {
    StockReply.answers(in: Array(text.utf8), by: identity)
  }

  @Test func `each product's answer is read, by code or by title`() {
    let text = """
      {"items": [{"code": "A", "name": "Cană", "result": "updated", "published": true},
        {"code": "B", "result": "created_hidden", "near": "b"},
        {"code": "C", "result": "rejected", "reason": "nu"}]}
      """
    expectEqual(
      read(text),
      [
        StockAnswer(key: StockKey("A"), result: .updated, isPublished: true),
        StockAnswer(key: StockKey("B"), result: .createdHidden, near: "b"),
        StockAnswer(key: StockKey("C"), result: .rejected, reason: "nu"),
      ])
    expectEqual(read(text, by: .title)?.map(\.key.text), ["Cană"])
  }

  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  private func reading(_ outcome: TransportOutcome) -> StockBatchReading {
    CallbackClient.reading(of: outcome, by: .code, at: now)
  }

  private func answered(_ status: Int) -> StockBatchReading {
    reading(
      .answered(
        TransportResponse(status: status, headers: [:], body: Array("ok".utf8))))
  }

  @Test func `a shop that hangs or breaks at a batch is told from one that takes none at all`() {
    let silent = { (detail: String) in
      StockBatchReading.silent(Failure(.shopUnreachable, detail: detail))
    }
    expectEqual(reading(.unclear(TransportFailure(reason: .timedOut))), silent("no answer in time"))
    let lost = TransportFailure(reason: .connectionLost)
    expectEqual(reading(.unclear(lost)), silent("the connection ended before the answer did"))
    expectEqual(answered(504), .silent(Failure(.shopRefused, detail: "HTTP 504")))
    for status in [429, 503] {
      let failure = Failure(.shopRefused, detail: "HTTP \(status)")
      expectEqual(answered(status), .overloaded(failure, retryAfter: nil))
    }
    expectEqual(answered(500), .failed(Failure(.shopRefused, detail: "HTTP 500"), retryAfter: nil))
    // Not one byte left, so that no product can be the cause.
    expectEqual(
      reading(.notSent(TransportFailure(reason: .timedOut))),
      .failed(Failure(.shopUnreachable, detail: "no answer in time"), retryAfter: nil))
    expectEqual(answered(410), .gone)
    expectEqual(answered(200), .failed(Failure(.stockUnanswered), retryAfter: nil))
  }

  @Test func `a shop that can't say what it has is told from one that failed to`() {
    func answer(_ status: Int, _ body: String = "") -> StockQuestion.Answer {
      StockQuestion.answer(
        in: .answered(TransportResponse(status: status, headers: [:], body: Array(body.utf8))),
        by: .code)
    }
    let body = #"{"items": [{"code": "A", "stock": "7", "published": true}]}"#
    expectEqual(answer(200, body), .said([StockKey("A"): StockSaid(stock: "7", isPublished: true)]))
    for status in [200, 204, 400, 404, 501] { expectEqual(answer(status), .cannotSay) }
    for status in [401, 429, 500, 503] {
      expectEqual(answer(status), .failed(Failure(.shopRefused, detail: "HTTP \(status)")))
    }
    expectEqual(
      StockQuestion.answer(in: .unclear(TransportFailure(reason: .timedOut)), by: .code),
      .failed(Failure(.shopUnreachable, detail: "no answer in time")))
  }

  @Test func `a result that is none of the contract is no success`() {
    expectEqual(read(#"{"items": [{"code": "A", "result": "ok"}]}"#)?.map(\.result), [.rejected])
  }

  @Test(arguments: ["", "ok", "[]", #"{"status": "ok"}"#])
  func `what is no list of answers is none`(text: String) { #expect(read(text) == nil) }

  @Test func `a batch's bytes are the same at each attempt, and hold no price`() throws {
    let item = StockChange(
      key: StockKey("A"), code: "A", name: "Cană", unit: "buc", quantity: "2.5")
    let batch = StockBatch(
      id: 1, shop: "magazin", pass: 1, webhookID: "stk_1", sequence: 7,
      createdAt: Timestamp(milliseconds: 0), asOf: Timestamp(milliseconds: 0),
      content: .init(identity: .code, hiddenCategory: nil, items: [item]))
    let text = String(decoding: try StockBody(batch).bytes, as: UTF8.self)
    expectEqual(
      text,
      """
      {"data":{"as_of":"1970-01-01T00:00:00.000Z","hidden_category":null,"identify_by":"code",\
      "items":[{"code":"A","name":"Cană","stock":"2.5","unit":"buc"}],"sequence":7},\
      "timestamp":"1970-01-01T00:00:00.000Z","type":"stock.changed"}
      """)
  }
}
