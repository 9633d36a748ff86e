import Domain
import TestKit
import Testing

@testable import Engine

/// What a refund may take of an invoice, by what the ledger knows of it.
@Suite struct RefundLimitTests {
  /// 2 coffees and their shipping: 141.00 in all.
  private static let order: Order = {
    var order = Order.sample(price: "141.00")
    order.lines = [coffee("2"), shipping]
    return order
  }()

  private static let shipping = OrderLine(
    kind: .shipping, name: "Transport", price: "20.00", vatRate: "21")

  private static func coffee(
    _ quantity: Quantity, code: String? = "CAF", price: Money = "60.50", vat: VATRate = "21"
  ) -> OrderLine {
    OrderLine(
      kind: .product, code: code, name: "Cafea", quantity: quantity, price: price, vatRate: vat)
  }

  private func issued(_ bench: Workbench) async throws {
    try await bench.receive(SampleEvent.statusChanged(Self.order), as: "confirm")
    try await bench.finish()
    try await expectEqual(bench.states(), [.issued])
  }

  /// - Parameter orderTotal: what the order comes to by now.
  private func refund(
    _ id: RefundID, _ lines: [OrderLine], _ total: Money, orderTotal: Money = "141.00",
    by event: EventID? = nil, _ bench: Workbench
  ) async throws {
    var order = Self.order
    order.total = orderTotal
    try await bench.refund(id, lines: lines, total: total, of: order, by: event)
    try await bench.finish()
  }

  private func held(_ bench: Workbench) async throws -> [Failure] {
    try await bench.store.jobs(JobFilter(state: .held)).compactMap(\.failure)
  }

  private func totals(_ bench: Workbench) async throws -> [Money] {
    try await bench.invoices().compactMap(\.document?.total)
  }

  @Test func `another rate than the invoice's gives nothing back`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("1", vat: "11")], "60.50", bench)
      try await expectEqual(
        held(bench),
        [
          Failure(
            .refundExceeds,
            detail: "TVA 11 %: cerut 60.50, rămas 0.00 din FCT 0001 / "
              + "VAT 11 %: asked 60.50, left 0.00 of FCT 0001")
        ])
      expectEqual(bench.told.last, "invoice.failed")
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `more pieces than were sold, or a product that wasn't, are refused with the numbers`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("20", price: "6.05")], "121.00", bench)
      try await refund("R2", [Self.coffee("1", code: "ZZZ", price: "10.00")], "10.00", bench)
      try await expectEqual(
        held(bench).sorted { $0.code.rawValue < $1.code.rawValue },
        [
          Failure(
            .refundExceeds,
            detail: "CAF: cerute 20, rămase 2 din FCT 0001 / "
              + "CAF: asked 20 pieces, left 2 of FCT 0001"),
          Failure(
            .refundNotInvoiced,
            detail: "ZZZ, TVA 21 %: nu e pe FCT 0001 / ZZZ, VAT 21 %: not on FCT 0001"),
        ])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `the rest is a part like any other, whatever the order comes to by now`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("1")], "60.50", bench)
      try await refund(
        "R2", [Self.coffee("1"), Self.shipping], "80.50", orderTotal: "80.50", bench)
      #expect(try await held(bench).isEmpty)
      try await expectEqual(totals(bench), ["141.00", "-60.50", "-80.50"])
      // Now there is nothing left.
      try await refund("R3", [Self.coffee("1")], "60.50", orderTotal: "60.50", bench)
      try await expectEqual(held(bench).map(\.code), [.refundExceeds])
    }
  }

  @Test(arguments: ["141.00", "0.00", "200.00"] as [Money])
  func `lines that come to all of the invoice are a storno, whatever the order comes to`(
    orderTotal: Money
  ) async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund(
        "R1", [Self.coffee("2"), Self.shipping], "141.00", orderTotal: orderTotal, bench)
      try await expectEqual(bench.states(), [.reversed, .issued])
      // Replayed, or asked for as the whole, it is the same.
      try await bench.replay("refund R1", run: 1)
      try await bench.finish()
      try await bench.refund("R1", isFull: true, by: "R1 in full")
      try await bench.finish()
      #expect(try await held(bench).isEmpty)
      expectEqual(bench.invoicing.current.creates, 2)
      expectEqual(bench.told.filter { $0 == "invoice.reversed" }.count, 3)
    }
  }

  @Test func `the order's total is no storno where the invoice comes to more`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("1")], "60.50", orderTotal: "60.50", bench)
      try await expectEqual(totals(bench), ["141.00", "-60.50"])
      try await bench.refund("R2", isFull: true)
      try await bench.finish()
      try await expectEqual(held(bench).map(\.code), [.refundsStand])
    }
  }

  @Test func `refunds that come at once share what is left`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      for id in ["R1", "R2", "R3"] {
        try await bench.refund(
          RefundID(id), lines: [Self.coffee("1")], total: "60.50", of: Self.order)
      }
      try await bench.finish()
      try await expectEqual(totals(bench), ["141.00", "-60.50", "-60.50"])
      try await expectEqual(held(bench).map(\.code), [.refundExceeds])
    }
  }

  @Test func `one whose answer was lost counts until it is clear`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.refund("R1", lines: [Self.coffee("2")], total: "121.00", of: Self.order)
      try await bench.refund("R2", lines: [Self.coffee("1")], total: "60.50", of: Self.order)
      try await bench.finish()
      try await expectEqual(totals(bench), ["141.00", "-121.00"])
      try await expectEqual(held(bench).map(\.code), [.refundExceeds])
    }
  }

  @Test func `what a person annulled is left again`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("2")], "121.00", bench)
      try await bench.act(.resolve(try await bench.invoices()[1].id, .annulled))
      try await refund("R2", [Self.coffee("2")], "121.00", bench)
      #expect(try await held(bench).isEmpty)
      try await expectEqual(bench.states(), [.issued, .cancelled, .issued])
    }
  }

  @Test func `without the invoice's lines a part is held, and the whole is reversed`() async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      // What was prepared is all that the scripted service knows of a body.
      bench.invoicing.change { $0.prepared = [] }
      try await refund("R1", [Self.coffee("1")], "60.50", bench)
      try await expectEqual(held(bench), [Failure(.refundLinesUnknown, detail: "FCT 0001")])
      try await bench.refund("R2", isFull: true)
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .refused, .issued])
    }
  }

  // MARK: The same refund again

  @Test func `the same refund with another amount or other lines is told, and changes nothing`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("1")], "60.50", bench)
      try await refund("R1", [Self.coffee("2")], "121.00", by: "twice as much", bench)
      try await refund("R1", [Self.shipping, Self.shipping], "60.50", by: "other lines", bench)
      try await bench.refund("R1", isFull: true, by: "all")
      try await bench.finish()
      try await expectEqual(
        held(bench),
        Array(
          repeating: Failure(
            .refundDiffers,
            detail: "FCT 0002 (issued): 60.50, linii: 1 / FCT 0002 (issued): 60.50, lines: 1"),
          count: 3))
      expectEqual(bench.told.filter { $0 == "invoice.failed" }.count, 3)
      try await expectEqual(totals(bench), ["141.00", "-60.50"])
      // The same is the same, and so is a replay of what was told before.
      try await refund("R1", [Self.coffee("1")], "60.50", by: "R1 once more", bench)
      try await bench.replay("twice as much", run: 1)
      try await bench.finish()
      expectEqual(bench.told.filter { $0 == "invoice.reversed" }.count, 2)
      expectEqual(bench.told.filter { $0 == "invoice.failed" }.count, 3)
    }
  }

  @Test func `until it is sent, a refund is what the event that came last says`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change { $0.scripts = [.fail] }
      try await bench.refund("R1", lines: [Self.coffee("1")], total: "60.50", of: Self.order)
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .planned])
      try await bench.refund(
        "R1", lines: [Self.coffee("2")], total: "121.00", of: Self.order, by: "mended")
      try await bench.finish()
      try await expectEqual(totals(bench), ["141.00", "-121.00"])
      #expect(try await held(bench).isEmpty)
    }
  }

  @Test func `a refused refund is mended under its own id`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await refund("R1", [Self.coffee("3")], "141.50", bench)
      try await expectEqual(held(bench).map(\.code), [.refundExceeds])
      try await refund("R1", [Self.coffee("2")], "121.00", by: "mended", bench)
      try await expectEqual(totals(bench), ["141.00", "-121.00"])
      // The first event's job is asked for something that isn't meant any more.
      let first = try #require(
        try await bench.store.jobs(JobFilter(kind: .reverseInvoice, state: .held)).first)
      try await bench.act(.requeue(first.id))
      try await bench.finish()
      try await expectEqual(totals(bench), ["141.00", "-121.00"])
    }
  }

  @Test func `what changes between the look at a refund and its reservation isn't sent`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", lines: [Self.coffee("1")], total: "60.50", of: Self.order)
      var claims = try await bench.claimAll()
      while !claims.contains(where: { $0.job.command.kind == .reverseInvoice }) {
        for claim in claims { try await bench.perform(claim) }
        claims = try await bench.claimAll()
      }
      let claim = try #require(claims.first { $0.job.command.kind == .reverseInvoice })
      let standing = try #require(
        try await bench.store.refund("R1", of: "1001", in: "magazin", of: "firma"))
      let content = try #require(standing.content)
      try await bench.refund(
        "R1", lines: [Self.coffee("2")], total: "121.00", of: Self.order, by: "mended")
      for other in try await bench.claimAll() where other.event != nil {
        try await bench.perform(other)
      }
      let document = try #require(try await bench.invoices().last)
      var request = ReservationRequest(
        invoice: document.id, fence: claim.fence, body: [], expectedNumber: 2, total: "-60.50",
        currency: "RON", issuedOn: "2026-11-23")
      request.refund = AskedRefund("R1", content)
      try await expectEqual(bench.store.reserve(request, at: bench.clock.now()), .refundChanged)
      try await bench.perform(claim)
      try await bench.finish()
      try await expectEqual(totals(bench), ["141.00", "-121.00"])
    }
  }
}
