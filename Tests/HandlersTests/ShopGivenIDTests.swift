import Domain
import Handlers
import TestKit
import Testing

/// The ids of orders, refunds and payments, as shops write them.
@Suite struct ShopGivenIDTests {
  private func handle(_ json: String) -> Handling {
    let event = Event(
      sequence: 1, shop: "magazin", id: "evt-1", receivedAt: .sample, body: Array(json.utf8))
    return HandlerTable.handle(event, run: 0, under: .sample)
  }

  private func failure(_ json: String) -> Failure? {
    guard case .failure(let failure) = handle(json).result else { return nil }
    return failure
  }

  private static let others = [
    "invoice.cancel_requested", "invoice.restore_requested", "invoice.send_requested",
  ]

  /// Every event that names an order, with this id, written as JSON.
  private func events(of id: String) -> [String] {
    let status = String(decoding: SampleEvent.statusChanged(.sample()), as: UTF8.self)
    let request = String(decoding: SampleEvent.issueRequested(.sample()), as: UTF8.self)
    return Self.others.map { #"{"type":"\#($0)","data":{"order":{"id":\#(id)}}}"# } + [
      refund(#""R1""#, of: id), payment(#""P1""#, of: id),
      status.replacing(#""id":"1001""#, with: #""id":\#(id)"#),
      request.replacing(#""id":"1001""#, with: #""id":\#(id)"#),
    ]
  }

  private func refund(_ id: String, of order: String = #""7""#) -> String {
    #"{"type":"order.refunded","data":{"order":{"id":\#(order)},"#
      + #""refund":{"id":\#(id),"full":true}}}"#
  }

  private func payment(_ id: String, of order: String = #""7""#) -> String {
    #"{"type":"payment.received","data":{"order":{"id":\#(order)},"#
      + #""payment":{"id":\#(id),"method":"card","amount":"1.00"}}}"#
  }

  @Test(arguments: [
    ("1018", "1018"), ("0", "0"), ("9007199254740993", "9007199254740993"),
    ("18446744073709551615", "18446744073709551615"),
    ("18446744073709551617", "18446744073709551617"),
    ("1234567890123456789012345678901234567", "1234567890123456789012345678901234567"),
    ("-5", "-5"), (#""1018""#, "1018"), (#""01018""#, "01018"), (#""AB/2026 ș""#, "AB/2026 ș"),
  ])
  func `an integer is taken as its exact digits, a text as it is`(
    written: String, id: String
  ) throws {
    for event in events(of: written) {
      let handling = handle(event)
      expectEqual(handling.label?.subject, OrderID(id), "\(event)")
      #expect(throws: Never.self) { try handling.result.get() }
    }
    guard
      case .recordPayment(let booked)? = try handle(payment(written)).result.get().commands.first,
      case .refundOrder(let refunded)? = try handle(refund(written)).result.get().commands.first
    else { throw Failure(.ledgerConflict) }
    #expect(booked.payment.id == PaymentID(id) && refunded.refund == RefundID(id))
  }

  @Test(arguments: [
    "1.5", "0.1", "12345678901234567890123456789012345678", "true", "null", "[]", #"{"a":1}"#,
    #""""#, #""10\u000003""#, #""\u0000""#, #""1003\u0000""#, #""\u001b[2J""#, #""10\n03""#,
    #""10\t03""#, #""\u007f""#, #""\u0085""#, #""10\u200b03""#, #""\ufeff1003""#,
    #""\u202e1003""#, #""1003\u2028""#, #""\uffff""#, #""10\u00ad03""#, #""D22\ufe0f""#,
    #""D22\u3164""#, #""D22\udb40\udc41""#, #""D22\u2800""#, #""D22\u034f""#, #""\u115fD22""#,
    #""\uffa0""#, #""D\u180b22""#, #""D\ufdd022""#, #""D22\udbff\udfff""#, #""D22 ""#, #"" D22""#,
    #""D22\u00a0""#, #""\u3000D22""#, #""D22\u2009""#, #"" ""#, #""\u2800""#, #""\u00a0""#,
    "\"\(String(repeating: "1", count: 101))\"",
    "\"1\(String(repeating: "\u{301}", count: 100))\"",
  ])
  func `what can be no id is refused by name, the order's, the refund's or the payment's`(
    id: String
  ) throws {
    for event in events(of: id) {
      let failure = try #require(self.failure(event), "\(event)")
      expectEqual(failure.code, .eventUnreadable)
      expectEqual(failure.detail?.hasPrefix("data.order.id "), true, "\(failure.detail ?? "")")
    }
    for (event, path) in [
      (refund(id), "data.refund.id "), (payment(id), "data.payment.id "),
    ] {
      let handling = handle(event)
      guard case .failure(let failure) = handling.result else { throw Failure(.ledgerConflict) }
      expectEqual(failure.detail?.hasPrefix(path), true, "\(failure.detail ?? "")")
      // The order can be named, and so the shop is told.
      expectEqual(handling.notice?.order, "7")
    }
  }

  @Test func `white space at an end is named as such, and stands within an id`() {
    expectEqual(
      failure(refund(#""R1 ""#))?.detail, "data.refund.id begins or ends with white space")
    #expect(failure(payment(#""P 1""#)) == nil)
  }

  @Test func `an id may be as long as 100 characters of four bytes`() {
    let long = String(repeating: "😀", count: 100)
    expectEqual(handle(refund("\"\(long)\"")).label?.subject, "7")
    #expect(failure(refund("\"\(long)\"")) == nil)
    #expect(failure(payment("\"\(long)\"", of: "\"\(long)\"")) == nil)
  }

  @Test(arguments: [#"a\u0000"#, #"\u001b[2J"#, String(repeating: "x", count: 101)])
  func `a type that could be none is refused without being repeated`(type: String) {
    let failure = self.failure(#"{"type":"\#(type)","data":{}}"#)
    expectEqual(failure?.code, .eventUnreadable)
    expectEqual(failure?.detail, "type has control characters, or more than 100 characters")
  }

  @Test func `an order beside what is of none changes nothing`() {
    var policy = ShopPolicy.sample
    policy.stock = StockPolicy(warehouses: ["Depozit"])
    let body = #"{"type":"stock.sync_requested","data":{"order":{"id":"7"}}}"#
    let event = Event(
      sequence: 1, shop: "magazin", id: "e", receivedAt: .sample, body: Array(body.utf8))
    #expect(throws: Never.self) {
      try HandlerTable.handle(event, run: 0, under: policy).result.get()
    }
  }
}
