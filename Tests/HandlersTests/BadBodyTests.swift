import Domain
import Foundation
import Handlers
import TestKit
import Testing

/// Genuine deliveries with bodies that no shop should send: each is parked, and says what is wrong
/// with it without repeating it.
@Suite struct BadBodyTests {
  private func failure(_ body: [UInt8]) -> Failure? {
    let event = Event(
      sequence: 1, shop: "magazin", id: "evt-1", receivedAt: .sample, body: body)
    guard case .failure(let failure) = HandlerTable.handle(event, run: 0, under: .sample).result
    else { return nil }
    return failure
  }

  private func failure(_ json: String) -> Failure? { failure(Array(json.utf8)) }

  private let valid = String(decoding: SampleEvent.statusChanged(.sample()), as: UTF8.self)

  private func failure(replacing part: String, with other: String) throws -> Failure? {
    try #require(valid.contains(part))
    return failure(valid.replacing(part, with: other))
  }

  @Test(arguments: [
    (#""kind":"person""#, #""kind":"Canarina Ion""#, "data.order.customer.kind", "person, company"),
    (
      #""kind":"product""#, #""kind":"Canarina Ion""#, "data.order.lines[0].kind",
      "product, shipping, fee, discount"
    ),
  ])
  func `a word that isn't listed is answered by the list, not repeated`(
    part: String, other: String, path: String, words: String
  ) throws {
    let failure = try failure(replacing: part, with: other)
    expectEqual(failure?.code, .eventUnreadable)
    expectEqual(failure?.detail, "\(path) is none of: \(words)")
  }

  @Test(arguments: [
    "\"NaN\"", "NaN", "\"Infinity\"", "1e400", "-1e400", "\"1234567890123\"",
    "\"99999999999999999999999999\"", "99999999999999999999999999", "\"1,5\"", "\"12abc\"",
    "\"\"", "\" 1\"", "\"0.00001\"", "true", "[]", "{}", "\"\\ud800\"", "\"1\\u0000\"",
  ])
  func `a number that is none, or too big, is named wherever it stands`(number: String) throws {
    for (part, key, path) in [
      (#""price":"131.00""#, "price", "data.order.lines[0].price"),
      (#""quantity":"1""#, "quantity", "data.order.lines[0].quantity"),
      (#""vat_rate":"21""#, "vat_rate", "data.order.lines[0].vat_rate"),
      (#""total":"131.00""#, "total", "data.order.total"),
    ] {
      let failure = try failure(replacing: part, with: "\"\(key)\":\(number)")
      expectEqual(failure?.code, .eventUnreadable)
      let detail = try #require(failure?.detail)
      #expect(detail.hasPrefix(path) || detail == "the body is not JSON", "\(detail)")
      let digits = number.trimmingCharacters(in: ["\""])
      #expect(digits.count < 4 || !detail.contains(digits), "\(detail)")
    }
  }

  @Test(
    arguments: [
      [0x00, 0xFF, 0xFE], Array("{\"type\":\"a".utf8) + [0xC3, 0x28] + Array("\"}".utf8),
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
      Array(#"{"type":"x"}"#.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }),
      Array(#"{"type":"x"}"#.utf16.flatMap { [0, UInt8(truncatingIfNeeded: $0)] }),
      [0xFF, 0xFE] + Array("{}".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }),
    ] as [[UInt8]])
  func `a body in another encoding is parked`(body: [UInt8]) {
    expectEqual(failure(body), Failure(.eventUnreadable, detail: "the body is not UTF-8"))
  }

  /// An event that can be read, with a value nested so deep that the whole has so many levels.
  private func nested(_ levels: Int, _ open: String, _ close: String) -> String {
    let inner =
      String(repeating: open, count: levels - 1)
      + (open.hasSuffix(":") ? "1" : "") + String(repeating: close, count: levels - 1)
    return #"{"type":"invoice.cancel_requested","data":{"order":{"id":"7"}},"more":\#(inner)}"#
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
  func `64 levels are read, 65 are refused`(open: String, close: String) {
    #expect(failure(nested(64, open, close)) == nil)
    expectEqual(
      failure(nested(65, open, close)),
      Failure(.eventUnreadable, detail: "the body is nested deeper than 64 levels"))
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}"), ("[", ""), (#"{"a":"#, ""), ("[{\"a\":", "")])
  func `100,000 levels exhaust nobody`(open: String, close: String) {
    let deep = String(repeating: open, count: 100_000) + String(repeating: close, count: 100_000)
    expectEqual(failure(deep)?.detail, "the body is nested deeper than 64 levels")
  }

  @Test func `brackets in a text are no levels`() {
    let text = String(repeating: #"[{\"\\"#, count: 1000)
    #expect(
      failure(
        #"{"type":"invoice.cancel_requested","data":{"order":{"id":"7"}},"more":"\#(text)"}"#)
        == nil)
  }

  /// Two readers would take different ones: what the shop meant to charge, or what we would.
  @Test(arguments: [
    (#""total":"131.00""#, #""total":"131.00","total":"1.00""#),
    (#""total":"131.00""#, #""total":"131.00","tot\u0061l":"1.00""#),
    (#""name":"Ion Popescu""#, #""name":"Ion Popescu","name":"Ion Popescu""#),
    (#""type":"#, #""type":"x","type":"#),
    (#""name":"Ion Popescu""#, #""name":"Ion Popescu","ș":{},"x":[1,{}],"\u0219":0"#),
  ])
  func `a key that stands twice is refused`(part: String, other: String) throws {
    let failure = try failure(replacing: part, with: other)
    expectEqual(failure?.code, .eventUnreadable)
    expectEqual(
      failure?.detail?.hasPrefix("the same key stands twice in one object, at byte "), true)
  }

  @Test func `the same key may stand in two objects, or be a value`() throws {
    let other = #""name":"Ion Popescu","email":"name","phone":"name:""#
    #expect(try failure(replacing: #""name":"Ion Popescu""#, with: other) == nil)
  }

  @Test func `every cut of an event is parked`() {
    let body = Array(valid.utf8)
    for length in 0..<body.count {
      expectEqual(failure(Array(body.prefix(length)))?.code, .eventUnreadable)
    }
  }
}
