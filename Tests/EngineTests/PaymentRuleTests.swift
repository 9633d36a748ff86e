import Domain
import Testing

@testable import Engine

@Suite struct PaymentRuleTests {
  private func verdict(on paid: Money, isConfirmed: Bool = false) -> PaymentRule.Verdict {
    PaymentRule.verdict(on: paid, before: "30.00", amount: "20.00", isConfirmed: isConfirmed)
  }

  @Test func `as much as before is proven by a second look`() {
    #expect(verdict(on: "30.00") == .unchanged(proven: false))
    #expect(verdict(on: "30.00", isConfirmed: true) == .unchanged(proven: true))
  }

  @Test func `more by exactly the payment is the payment`() {
    #expect(verdict(on: "50.00") == .recorded)
    #expect(verdict(on: "50.00", isConfirmed: true) == .recorded)
  }

  @Test(arguments: ["0.00", "29.99", "49.99", "50.01", "70.00"] as [Money])
  func `anything else is a person's`(paid: Money) {
    #expect(verdict(on: paid) == .undecided)
    #expect(verdict(on: paid, isConfirmed: true) == .undecided)
  }
}
