import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct PaymentRuleTests {
  private func verdict(on paid: Money, isConfirmed: Bool = false) -> PaymentRule.Verdict {
    PaymentRule.verdict(on: paid, before: "30.00", amount: "20.00", isConfirmed: isConfirmed)
  }

  @Test func `as much as before is proven by a second look`() {
    expectEqual(verdict(on: "30.00"), .unchanged(proven: false))
    expectEqual(verdict(on: "30.00", isConfirmed: true), .unchanged(proven: true))
  }

  @Test func `more by exactly the payment is the payment`() {
    expectEqual(verdict(on: "50.00"), .recorded)
    expectEqual(verdict(on: "50.00", isConfirmed: true), .recorded)
  }

  @Test(arguments: ["0.00", "29.99", "49.99", "50.01", "70.00"] as [Money])
  func `anything else is a person's`(paid: Money) {
    expectEqual(verdict(on: paid), .undecided)
    expectEqual(verdict(on: paid, isConfirmed: true), .undecided)
  }
}
