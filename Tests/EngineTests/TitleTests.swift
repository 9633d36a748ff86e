import Domain
import TestKit
import Testing

@testable import Engine

/// Goods that are told apart by their titles.
@Suite struct TitleTests {
  private static let policy = policy(isDraft: false)

  private static func policy(isDraft: Bool) -> ShopPolicy {
    var policy = ShopPolicy.sample
    policy.isDraft = isDraft
    policy.terms.warehouse = "Depozit"
    policy.terms.products = ProductTerms(identifiedBy: .title, printedName: .smartBill)
    return policy
  }

  @Test func `SmartBill's own spelling is sent, and its list not read for each order`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.stockedNames = ["CAFEA BOABE 1 KG"] }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      let state = bench.invoicing.current
      expectEqual(
        state.prepared.map { $0.order.lines[0].name }, ["CAFEA BOABE 1 KG", "CAFEA BOABE 1 KG"])
      expectEqual(state.stockLooks, 1)
      try await expectEqual(bench.states(), [.issued, .issued])
    }
  }

  @Test(arguments: [
    ([String](), FailureCode.productNotInStock),
    (["CAFEA boabe 1 kg", "cafea BOABE 1 kg"], .productAmbiguous),
  ])
  func `a title that isn't found, or fits several, holds the order`(
    names: [String], code: FailureCode
  ) async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.stockedNames = names }
      try await bench.confirm()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [code])
      try await expectEqual(bench.states(), [.refused])
      expectEqual(bench.told, ["invoice.failed"])
      expectEqual(bench.invoicing.current.creates, 0)
      // Mended in SmartBill meanwhile.
      bench.invoicing.change { $0.stockedNames = ["cafea boabe 1 KG"] }
      bench.clock.advance(by: .seconds(60))
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `what is given back is named as its invoice names it, though none is left`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.stockedNames = ["CAFEA BOABE 1 KG"] }
      try await bench.confirm()
      try await bench.drain()
      // Another product of such a name came in.
      bench.invoicing.change { $0.stockedNames = ["Cafea Boabe 1 kg"] }
      bench.clock.advance(by: .seconds(600))
      let line = OrderLine(kind: .product, name: "cafea boabe 1 kg", price: "31.00", vatRate: "21")
      try await bench.refund("R1", lines: [line], total: "31.00")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      let state = bench.invoicing.current
      expectEqual(state.prepared.last?.order.lines[0].name, "CAFEA BOABE 1 KG")
      expectEqual(state.stockLooks, 1)
    }
  }

  @Test func `what the invoice doesn't name is not given back, whatever the stock names`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.stockedNames = ["CAFEA BOABE 1 KG"] }
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.stockedNames = ["CEAI"] }
      bench.clock.advance(by: .seconds(600))
      let line = OrderLine(kind: .product, name: "Ceai", price: "15.00", vatRate: "21")
      try await bench.refund("R1", lines: [line], total: "15.00")
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.refundNotInvoiced])
      expectEqual(bench.invoicing.current.documents.count, 1)
    }
  }

  @Test func `a stock that isn't answered is asked for again`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change {
        $0.stockReadings = [.unavailable(Failure(.smartBillUnreachable))]
        $0.stockedNames = ["Cafea boabe 1 kg"]
      }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `a warehouse that SmartBill doesn't have holds the order`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.stockReadings = [.refused(Failure(.warehouseUnknown))] }
      try await bench.confirm()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.warehouseUnknown])
    }
  }

  @Test func `a draft says SmartBill's own names too, and waits for its list as an invoice does`()
    async throws
  {
    try await Workbench.with(policy: Self.policy(isDraft: true)) { bench in
      bench.invoicing.change {
        $0.stockReadings = [.unavailable(Failure(.smartBillUnreachable))]
        $0.stockedNames = ["CAFEA BOABE 1 KG"]
      }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned])
      try await bench.finish()
      expectEqual(bench.invoicing.current.drafts, 1)
      let names = bench.invoicing.current.prepared.map { $0.order.lines[0].name }
      expectEqual(names, ["CAFEA BOABE 1 KG"])
      bench.invoicing.change { $0.stockedNames = [] }
      bench.clock.advance(by: .seconds(600))
      try await bench.confirm("1002", by: "another")
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.productNotInStock])
      expectEqual(bench.invoicing.current.drafts, 1)
      expectEqual(bench.told, ["invoice.drafted", "invoice.failed"])
    }
  }
}
