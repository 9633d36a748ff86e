import Foundation
import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopStateTests {
  let start = ShopTime(ms: 1_795_000_000_000)

  @Test func `the sample orders' totals are what their lines come to`() {
    let state = ShopState(at: start)
    expectEqual(state.orders.map(\.order.total.text), ["110.00", "969.49", "315.40"])
    for record in state.orders {
      expectEqual(ShopAmount(bani: ShopTotals(record.order.lines).totalBani), record.order.total)
      expectEqual(record.order.status, .waiting)
    }
    // 189.90 − 10.00 + 20.00 holds 32.96 + (−1.74) + 3.47 at 21 %; 115.50 holds 11.45 at 11 %.
    expectEqual(ShopTotals(state.orders[2].order.lines).vat.map(\.bani), [3469, 1145])
  }

  @Test func `a status change is told once, with the order as it now is`() throws {
    var state = ShopState(at: start)
    try state.change("1001", to: .confirmed, webhookID: "msg_1", at: start + 5)
    try state.change("1001", to: .confirmed, webhookID: "msg_2", at: start + 6)
    expectEqual(state.outbox.entries.map(\.id), ["msg_1"])
    expectEqual(state.record(of: "1001")?.confirmedAt, start + 5)
    let body = try #require(
      try JSONSerialization.jsonObject(with: Data(state.outbox.entries[0].body.utf8))
        as? [String: Any])
    expectEqual(body["type"] as? String, "order.status_changed")
    expectEqual(body["timestamp"] as? String, start.rfc3339)
    let data = try #require(body["data"] as? [String: Any])
    expectEqual(data["previous_status"] as? String, "In asteptare")
    let order = try #require(data["order"] as? [String: Any])
    expectEqual(order["status"] as? String, "Confirmata")
    expectEqual(order["total"] as? String, "110.00")
    expectEqual(order["placed_at"] as? String, start.rfc3339)
  }

  @Test func `a cancel request names the order and nothing else of it`() throws {
    var state = ShopState(at: start)
    try state.ask(.cancel, for: "1001", webhookID: "msg_1", at: start)
    expectEqual(
      state.outbox.entries[0].body,
      #"{"data":{"order":{"id":"1001"},"requested_by":"operator"},"timestamp":""#
        + start.rfc3339 + #"","type":"invoice.cancel_requested"}"#)
  }

  @Test func `the buttons follow the order through its life`() throws {
    var state = ShopState(at: start)
    func actions() -> Set<ShopAction>? { state.record(of: "1001")?.actions }
    expectEqual(actions(), [])
    try state.change("1001", to: .confirmed, webhookID: "a", at: start)
    expectEqual(actions(), [.sendToERP])
    try state.ask(.issue, for: "1001", webhookID: "b", at: start)
    expectEqual(actions(), [])
    state.hear("1", .failed, of: "1001", sequence: 1, at: start)
    expectEqual(actions(), [.sendToERP])
    try state.ask(.issue, for: "1001", webhookID: "c", at: start)
    #expect(state.record(of: "1001")?.failure == nil)
    state.hear("2", .issued, of: "1001", sequence: 2, at: start + 9)
    expectEqual(actions(), [.viewInvoice, .cancelInvoice, .refund, .recordPayment])
    expectEqual(state.record(of: "1001")?.issuedAt, start + 9)
    try state.ask(.cancel, for: "1001", webhookID: "d", at: start)
    expectEqual(actions(), [.viewInvoice])
    state.hear("3", .failedCancel, of: "1001", sequence: 3, at: start)
    expectEqual(actions(), [.viewInvoice, .cancelInvoice, .refund, .recordPayment])
    expectEqual(state.record(of: "1001")?.failure?.reason.ro, "Nu merge")
    try state.ask(.cancel, for: "1001", webhookID: "e", at: start)
    state.hear("4", .cancelled, of: "1001", sequence: 4, at: start)
    expectEqual(actions(), [.sendToERP, .restoreInvoice])
    expectEqual(state.record(of: "1001")?.invoice?.state, .cancelled)
    expectEqual(state.record(of: "1001")?.invoice?.title, "FCT 0042")
    try state.ask(.restore, for: "1001", webhookID: "f", at: start)
    expectEqual(actions(), [])
    state.hear("5", .restored, of: "1001", sequence: 5, at: start)
    expectEqual(actions(), [.viewInvoice, .cancelInvoice, .refund, .recordPayment])
    expectEqual(state.record(of: "1001")?.invoice?.total, "110.00")
  }

  @Test func `an invoice that comes unasked shows its buttons too`() {
    var state = ShopState(at: start)
    state.hear("1", .issued, of: "1002", sequence: 1, at: start)
    expectEqual(
      state.record(of: "1002")?.actions, [.viewInvoice, .cancelInvoice, .refund, .recordPayment])
  }

  @Test func `a callback received before changes nothing and is counted`() {
    var state = ShopState(at: start)
    expectEqual(state.hear("1", .issued, of: "1001", sequence: 1, at: start), .applied)
    expectEqual(state.hear("2", .cancelled, of: "1001", sequence: 2, at: start), .applied)
    expectEqual(state.hear("2", .issued, of: "1001", sequence: 3, at: start), .duplicate)
    expectEqual(state.record(of: "1001")?.invoice?.state, .cancelled)
    expectEqual(state.counters.duplicates, 1)
    expectEqual(state.receipts.map(\.verdict), [.applied, .applied, .duplicate])
  }

  @Test func `a lower sequence than the one held is ignored`() {
    var state = ShopState(at: start)
    expectEqual(state.hear("9", .cancelled, of: "1001", sequence: 5, at: start), .applied)
    expectEqual(state.hear("8", .issued, of: "1001", sequence: 4, at: start), .outdated)
    expectEqual(state.record(of: "1001")?.invoice?.state, .cancelled)
    expectEqual(state.counters.ignored, 1)
    expectEqual(state.hear("7", .issued, of: "1001", sequence: 5, at: start), .applied)
  }

  @Test func `what the shop can't use is received, and counted for what it is`() {
    var state = ShopState(at: start)
    expectEqual(state.hear("1", .issued, of: "none", sequence: 1, at: start), .unknownOrder)
    expectEqual(state.hear("2", .unknown, of: "1001", sequence: 1, at: start), .unknownType)
    expectEqual(state.hear("3", .nonsense, of: "1001", sequence: 1, at: start), .malformed)
    expectEqual(state.record(of: "1001")?.sequence, 1)
    expectEqual(state.counters, ShopCounters(unknownOrders: 1, unknownTypes: 1, malformed: 1))
  }

  @Test(arguments: [SampleCallback.issued, .failed, .cancelled])
  func `an order is delayed until it is known what became of it`(end: SampleCallback) throws {
    var state = ShopState(at: start)
    try state.change("1001", to: .confirmed, webhookID: "a", at: start)
    expectEqual(state.hear("1", .delayed, of: "1001", sequence: 1, at: start), .applied)
    let record = try #require(state.record(of: "1001"))
    expectEqual(record.delay?.reason.ro, "Nu merge")
    expectEqual(record.delay?.remedy.en, "Check the series")
    #expect(record.failure == nil)
    #expect(record.invoice == nil)
    state.hear("2", .failedCancel, of: "1001", sequence: 2, at: start)
    #expect(state.record(of: "1001")?.delay != nil)
    state.hear("3", end, of: "1001", sequence: 3, at: start)
    #expect(state.record(of: "1001")?.delay == nil)
    // One that was overtaken on its way tells nothing any more.
    expectEqual(state.hear("4", .delayed, of: "1001", sequence: 2, at: start), .outdated)
    #expect(state.record(of: "1001")?.delay == nil)
  }

  @Test func `a cancel that came before any invoice leaves none`() {
    var state = ShopState(at: start)
    state.hear("1", .prevented, of: "1001", sequence: 1, at: start)
    expectEqual(state.record(of: "1001")?.invoice?.state, .cancelled)
    #expect(state.record(of: "1001")?.invoice?.title == nil)
  }

  @Test func `a fault is met as often as it says, then the next`() {
    var state = ShopState(at: start)
    state.add(ShopFault(kind: .status, status: 503, times: 2))
    state.add(ShopFault(kind: .drop))
    expectEqual((0..<4).map { _ in state.takeFault()?.kind }, [.status, .status, .drop, .drop])
    state.clearFaults()
    #expect(state.takeFault() == nil)
  }

  @Test func `an order keeps what a script gave it, a wrong total included`() throws {
    var state = ShopState(at: start)
    var draft = ShopSample.person.draft
    draft.id = "A/7"
    draft.total = "1.00"
    try expectEqual(state.place(draft, at: start).order.total.text, "1.00")
    #expect(throws: ShopError.orderExists) { try state.place(draft, at: start) }
    draft.id = "1004"
    try expectEqual(state.place(draft, at: start).order.id, "1004")
    try expectEqual(state.place(ShopSample.mixed.draft, at: start).order.id, "1005")
    #expect(state.outbox.entries.isEmpty)
  }
}
