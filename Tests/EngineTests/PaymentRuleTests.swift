import Domain
import Testing

@testable import Engine

@Suite struct PaymentRuleTests {
  private let timing = DoubtTiming(quiet: .seconds(120), confirm: .seconds(60))

  private func verdict(on paid: Money, unchangedFor since: Duration? = nil)
    -> PaymentRule.Verdict
  {
    let now = Timestamp(milliseconds: 1_000_000)
    return PaymentRule.verdict(
      on: paid, before: "30.00", amount: "20.00",
      doubt: PaymentDoubt(since: now - .seconds(500), unchangedAt: since.map { now - $0 }),
      timing: timing, at: now)
  }

  @Test func `as much as before is proven by a second look, a while later`() {
    #expect(verdict(on: "30.00") == .unchanged(proven: false))
    #expect(verdict(on: "30.00", unchangedFor: .seconds(59)) == .unchanged(proven: false))
    #expect(verdict(on: "30.00", unchangedFor: .seconds(60)) == .unchanged(proven: true))
  }

  @Test func `more by exactly the payment is the payment`() {
    #expect(verdict(on: "50.00") == .recorded)
    #expect(verdict(on: "50.00", unchangedFor: .seconds(100)) == .recorded)
  }

  @Test(arguments: ["0.00", "29.99", "49.99", "50.01", "70.00"] as [Money])
  func `anything else is a person's`(paid: Money) {
    #expect(verdict(on: paid) == .undecided)
    #expect(verdict(on: paid, unchangedFor: .seconds(100)) == .undecided)
  }
}
