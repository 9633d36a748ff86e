import Domain
import TestKit
import Testing

@Suite struct RefundContentTests {
  private func part(_ total: Money, _ change: (inout OrderLine) -> Void = { _ in }) -> RefundContent
  {
    var line = OrderLine(
      kind: .product, code: "CAF", name: "Cafea", quantity: "-1", price: "60.50", vatRate: "21")
    change(&line)
    let shipping = OrderLine(kind: .shipping, name: "Transport", price: "20.00", vatRate: "21")
    var order = Order.sample()
    order.total = -total
    order.lines = [line, shipping]
    return RefundContent(.part(order, DocumentTerms()))
  }

  @Test func `another amount or other lines are another refund`() {
    let first = part("80.50")
    #expect(first.asksTheSame(as: part("80.50"), of: "141.00"))
    #expect(!first.asksTheSame(as: part("80.00"), of: "141.00"))
    #expect(!first.asksTheSame(as: part("80.50") { $0.quantity = "-2" }, of: "141.00"))
    #expect(!first.asksTheSame(as: part("80.50") { $0.vatRate = "11" }, of: "141.00"))
    #expect(!first.asksTheSame(as: part("80.50") { $0.code = "ALT" }, of: "141.00"))
    #expect(!first.asksTheSame(as: part("80.50") { $0.price = "60.00" }, of: "141.00"))
    #expect(!first.asksTheSame(as: RefundContent(.whole(total: nil)), of: "141.00"))
  }

  @Test func `the same lines in another order, or by another name beside their code, are the same`()
  {
    let first = part("80.50")
    #expect(first.asksTheSame(as: part("80.50") { $0.name = "Cafea boabe" }, of: "141.00"))
    var order = Order.sample()
    order.total = "-80.50"
    order.lines = [
      OrderLine(kind: .shipping, name: "Transport", price: "20.00", vatRate: "21"),
      OrderLine(
        kind: .product, code: "CAF", name: "Cafea", quantity: "-1.0", price: "60.5", vatRate: "21"),
    ]
    #expect(
      first.asksTheSame(as: RefundContent(.part(order, DocumentTerms())), of: "141.00"))
  }

  @Test func `all of an invoice is the same with its lines or without`() {
    let whole = RefundContent(.whole(total: nil))
    #expect(whole.asksTheSame(as: RefundContent(.whole(total: "141.00")), of: "141.00"))
    #expect(whole.asksTheSame(as: part("141.00"), of: "141.00"))
    #expect(!whole.asksTheSame(as: RefundContent(.whole(total: "80.00")), of: "141.00"))
  }
}
