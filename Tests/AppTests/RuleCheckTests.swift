import Domain
import TestKit
import Testing

@testable import App

struct RuleCheckTests {
  private static let policy: ShopPolicy = {
    var policy = ShopPolicy.sample
    policy.rules = [
      InvoicingRule(
        when: OrderCondition([.customer: ["company"]]), use: InvoiceModel(series: "FCB")),
      InvoicingRule(
        when: OrderCondition([.payment: ["cec"]]), use: InvoiceModel(series: "FCR")),
    ]
    return policy
  }()

  @Test func `each rule shows the orders that meet it, and one that none meets is warned of`()
    throws
  {
    let orders = try SampleOrders.read([Repository.path("samples")])
    #expect(orders.contains { $0.name == "confirmed-company" })
    let checks = RuleChecks.all(of: Self.policy, orders)
    expectEqual(checks.map(\.verdict), [.ok, .warning, .ok])
    #expect(checks[0].text.en.contains("confirmed-company"))
    expectEqual(checks[1].text.en, "no sample order meets the rule: payment cec")
    #expect(checks[2].text.en.contains("series FCT"))
  }

  @Test func `without rules there is nothing to say, and without orders that is said`() throws {
    #expect(RuleChecks.all(of: .sample, []).isEmpty)
    expectEqual(RuleChecks.all(of: Self.policy, []).map(\.verdict), [.skipped])
    #expect(throws: CommandError.self) {
      try SampleOrders.read([Repository.path("samples/cancel-requested")])
    }
    #expect(throws: CommandError.self) { try SampleOrders.read(["/no/such/path"]) }
  }

  @Test func `that SmartBill's names may be overwritten is said where they may`() {
    var policy = ShopPolicy.sample
    #expect(ProductChecks.all(of: policy).isEmpty)
    policy.terms.warehouse = "Depozit"
    expectEqual(ProductChecks.all(of: policy).map(\.verdict), [.warning])
    policy.terms.products = ProductTerms(identifiedBy: .code, printedName: .smartBill)
    expectEqual(ProductChecks.all(of: policy).map(\.verdict), [.ok])
  }
}
