import TestKit
import Testing

@testable import Domain

struct OrderConditionTests {
  private static func order(
    payment: String? = "card", _ kind: Party.Kind = .person, country: String = "Romania",
    currency: String = "RON", status: String = "Confirmata"
  ) -> Order {
    var order = Order.sample(status: status)
    order.payment = payment.map { .init(method: $0, paid: false) }
    order.customer.kind = kind
    order.customer.country = country
    order.currency = currency
    return order
  }

  @Test func `each aspect that is named must be the order's`() {
    let condition = OrderCondition([.payment: ["ramburs", "op"], .customer: ["company"]])
    #expect(condition.holds(for: Self.order(payment: "op", .company)))
    #expect(!condition.holds(for: Self.order(payment: "op", .person)))
    #expect(!condition.holds(for: Self.order(payment: "card", .company)))
    #expect(!condition.holds(for: Self.order(payment: nil, .company)))
    #expect(OrderCondition().holds(for: Self.order()))
    expectEqual("\(condition)", "payment ramburs or op, customer company")
  }

  @Test func `countries are compared whatever their spelling`() {
    let romania = OrderCondition([.country: ["RO"]])
    let hungary = OrderCondition([.country: ["Ungaria", "HU"]])
    let abroad = OrderCondition([.country: ["abroad"]])
    for country in ["România", "romania", "RO", ""] {
      #expect(romania.holds(for: Self.order(country: country)))
      #expect(!abroad.holds(for: Self.order(country: country)))
    }
    for country in ["hu", "Hungary", "UNGARIA", "HUN"] {
      #expect(hungary.holds(for: Self.order(country: country)))
      #expect(OrderCondition([.country: ["hu"]]).holds(for: Self.order(country: country)))
    }
    #expect(OrderCondition([.country: ["Narnia"]]).holds(for: Self.order(country: "NARNIA")))
    #expect(abroad.holds(for: Self.order(country: "HU")))
    #expect(!romania.holds(for: Self.order(country: "HU")))
  }

  @Test func `a condition is covered only if the others take all its orders`() {
    let person = OrderCondition([.customer: ["person"]])
    let company = OrderCondition([.customer: ["company"]])
    let card = OrderCondition([.payment: ["card"]])
    let any = OrderCondition()
    #expect(any.isCovered(by: [person, company]))
    #expect(!any.isCovered(by: [person, card]))
    #expect(card.isCovered(by: [OrderCondition([.payment: ["op", "card"]])]))
    #expect(!OrderCondition([.payment: ["op", "card"]]).isCovered(by: [card]))
    #expect(OrderCondition([.customer: ["company"], .payment: ["card"]]).isCovered(by: [company]))
    #expect(!company.isCovered(by: [OrderCondition([.customer: ["company"], .payment: ["card"]])]))
    #expect(!any.isCovered(by: []))
  }

  @Test func `rules of many words are held against one another too`() {
    let many = (0..<50).map { "w\($0)" }
    let wide = OrderCondition([
      .status: many, .payment: many, .currency: many, .country: many,
    ])
    let narrow = OrderCondition([
      .status: Array(many.prefix(40)), .payment: many, .currency: many, .country: many,
    ])
    #expect(narrow.isCovered(by: [OrderCondition([.customer: ["person"]]), wide]))
    #expect(!wide.isCovered(by: [narrow]))
    #expect(wide.isCovered(by: [OrderCondition([.country: ["abroad"]])]))
  }

  @Test func `abroad covers each country but Romania`() {
    let abroad = OrderCondition([.country: ["abroad"]])
    let romania = OrderCondition([.country: ["România"]])
    #expect(OrderCondition([.country: ["HU", "DE"]]).isCovered(by: [abroad]))
    #expect(!abroad.isCovered(by: [OrderCondition([.country: ["HU"]])]))
    let hungary = OrderCondition([.country: ["Hungary"]])
    #expect(hungary.isCovered(by: [OrderCondition([.country: ["HU"]])]))
    #expect(OrderCondition().isCovered(by: [romania, abroad]))
    #expect(!romania.isCovered(by: [abroad]))
  }
}
