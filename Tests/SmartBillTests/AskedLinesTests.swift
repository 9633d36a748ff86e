import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct AskedLinesTests {
  private func lines(_ lines: [OrderLine], total: Money) throws -> DocumentLines {
    let body = try InvoicePreparation(vatRounding: .line)
      .prepare(.of(lines, total: total)).body
    return try #require(AskedLines.read(body))
  }

  private let normal = VATLabel("21")
  private let reduced = VATLabel("11")

  @Test func `a create call's body tells what it asked for, VAT included`() throws {
    let asked = try lines(
      [
        .product("60.50", quantity: "2", named: "Cafea", code: "CAF"), .shipping("10.00"),
        .product("100.00", quantity: "1.5", named: "Carte", vat: "11", isVATIncluded: false),
      ], total: "297.50")
    expectEqual(
      asked.lines,
      [
        .init(code: "CAF", name: "Cafea", vat: normal, quantity: "2", amount: "121.00"),
        .init(name: "Transport", isGoods: false, vat: normal, amount: "10.00"),
        .init(name: "Carte", vat: reduced, quantity: "1.5", amount: "166.50"),
      ])
    expectEqual(asked.sums, [normal: "131.00", reduced: "166.50"])
  }

  @Test func `discounts go with what they cover, and count for their rates`() throws {
    let asked = try lines(
      [
        .product("100.00", named: "A"), .product("50.00", named: "B"),
        .discount("-30.00", covers: 1), .product("50.00", named: "C", vat: "11"),
        .discount(percent: "10"),
      ], total: "153.00")
    expectEqual(asked.lines.map(\.name), ["A", "B", "C"])
    expectEqual(asked.lines.map(\.amount), ["90.00", "18.00", "45.00"])
    expectEqual(asked.sums, [normal: "108.00", reduced: "45.00"])
  }

  @Test func `what bears no VAT is told apart by the reason`() throws {
    var exempt = OrderLine.product("10.00", named: "A", vat: "0")
    exempt.vatReason = .exemptWithDeduction
    var reverse = OrderLine.product("20.00", named: "A", vat: "0")
    reverse.vatReason = .reverseCharge
    let asked = try lines([exempt, reverse], total: "30.00")
    expectEqual(
      asked.sums,
      [
        VATLabel("0", named: "SDD"): "10.00", VATLabel("0", named: "Taxare inversa"): "20.00",
      ])
  }

  @Test func `a rounding line stands for nothing sold`() throws {
    var preparation = InvoicePreparation(vatRounding: .line)
    preparation.roundingLineMax = "0.05"
    for total: Money in ["60.49", "60.51"] {
      let body = try preparation.prepare(.of([.product("60.50")], total: total)).body
      let asked = try #require(AskedLines.read(body))
      expectEqual(asked.lines.map(\.amount), ["60.50"])
      expectEqual(asked.sums, [normal: total])
    }
  }

  @Test(arguments: [
    "", "{}", #"{"useEstimateDetails":true}"#, #"{"products":[{}]}"#,
    #"{"products":[{"name":"A","isTaxIncluded":true,"price":1e30,"quantity":1}]}"#,
    #"{"products":[{"name":"A","isTaxIncluded":true,"isDiscount":true}]}"#,
  ])
  func `other bytes tell nothing`(body: String) {
    #expect(AskedLines.read(Array(body.utf8)) == nil)
  }
}
