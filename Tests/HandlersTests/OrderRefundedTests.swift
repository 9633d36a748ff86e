import Domain
import Handlers
import TestKit
import Testing

@Suite struct OrderRefundedTests {
  private func handle(_ body: [UInt8]) -> Handling {
    let event = Event(sequence: 1, shop: "magazin", id: "evt-1", receivedAt: .sample, body: body)
    return HandlerTable.handle(event, run: 0, under: .sample)
  }

  private func refund(_ body: [UInt8]) throws -> Command.RefundOrder? {
    let commands = try handle(body).result.get().commands
    guard commands.count == 1, case .refundOrder(let refund) = commands[0] else { return nil }
    return refund
  }

  private let part = [
    OrderLine(
      kind: .product, name: "Cafea boabe 1 kg", quantity: "2", price: "15.50", vatRate: "21")
  ]

  @Test func `a full refund needs no more than the order's id`() throws {
    let body =
      #"{"type":"order.refunded","data":{"order":{"id":"1001"},"#
      + #""refund":{"id":"R1","full":true}}}"#
    let command = try #require(try refund(Array(body.utf8)))
    expectEqual(
      command,
      Command.RefundOrder(
        asked: Asking(shop: "magazin", event: "evt-1"), account: "firma", order: "1001",
        refund: "R1", extent: .whole(total: nil)))
    expectEqual(Command.refundOrder(command).key, "refund/magazin/evt-1/0")
    expectEqual(Command.refundOrder(command).lane, "order/magazin/1001")
  }

  @Test func `without lines the order's total is the whole`() throws {
    let body = SampleEvent.refunded(.sample(), "R1", total: "131.00")
    try expectEqual(refund(body)?.extent, .whole(total: "131.00"))
  }

  @Test(arguments: ["31.00", "131.00"] as [Money])
  func `a part is the order with the lines given back, whatever the order comes to`(total: Money)
    throws
  {
    let body = SampleEvent.refunded(.sample(), "R1", lines: part, total: total)
    var expected = Order.sample()
    expected.lines = part
    expected.lines[0].quantity = "-2"
    expected.total = -total
    try expectEqual(refund(body)?.extent, .part(expected, DocumentTerms()))
  }

  @Test(arguments: [
    (SampleEvent.refunded(.sample(), "R1", total: "31.00"), "data.refund has no lines"),
    (SampleEvent.refunded(.sample(), "R1", lines: []), "data.refund.total is missing"),
    (SampleEvent.refunded(.sample(), "", total: "131.00"), "data.refund.id has not 1 to 100"),
  ])
  func `what could be taken for a refund of the whole is unreadable`(
    body: [UInt8], words: String
  ) {
    let handling = handle(body)
    guard case .failure(let failure) = handling.result else {
      Issue.record("\(handling.result)")
      return
    }
    expectEqual(failure.code, .eventUnreadable)
    expectEqual(failure.detail?.hasPrefix(words), true, "\(failure.detail ?? "-")")
    expectEqual(handling.notice?.content, .failed(.refund, failure))
  }
}
