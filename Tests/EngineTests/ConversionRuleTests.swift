import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct ConversionRuleTests {
  private func number(_ value: Int, _ series: String = "FCT") -> InvoiceNumber {
    InvoiceNumber(series: series, value: value)
  }

  private func step(
    _ movement: DoubtRule.Movement, _ made: [InvoiceNumber], next: Int
  ) -> ConversionRule.Step {
    ConversionRule.step(movement, made: made, in: "FCT", expecting: 5, next: next)
  }

  @Test func `nothing is taken for absent but by the series and the proforma both`() {
    expectEqual(step(.absent(proven: true), [], next: 5), .nothingMade)
    guard case .needsPerson = step(.absent(proven: true), [number(4)], next: 5) else {
      Issue.record("an invoice of before is taken for none")
      return
    }
  }

  @Test func `one of the new numbers is ours, alone or among others`() {
    expectEqual(step(.movedByOne, [number(5)], next: 6), .made(number(5), isAlone: true))
    expectEqual(step(.moved(new: 5..<8), [number(6)], next: 8), .made(number(6), isAlone: false))
  }

  @Test func `another series, an older number and a second invoice are a person's`() {
    for made in [[number(5, "MAN")], [number(4)], [number(6)], [number(5), number(6)]] {
      guard case .needsPerson = step(.movedByOne, made, next: 6) else {
        Issue.record("\(made) is taken for ours")
        return
      }
    }
  }

  @Test func `what moved without the proforma is looked at again`() {
    expectEqual(step(.movedByOne, [], next: 6), .moved(new: 5..<6))
    expectEqual(step(.moved(new: 5..<8), [], next: 8), .moved(new: 5..<8))
  }

  @Test func `a document is ours if the proforma names it alone, and its total is the order's`() {
    func verdict(_ made: [InvoiceNumber], _ total: Money?) -> DoubtRule.Verdict {
      ConversionRule.verdict(
        on: Candidate(number: number(5), total: total, references: []), made: made,
        total: "131.00")
    }
    expectEqual(verdict([number(5)], "131.00"), .ours)
    expectEqual(verdict([number(5)], nil), .absent)
    for (made, total) in [([], "131.00"), ([number(6)], "131.00"), ([number(5)], "130.00")]
      as [([InvoiceNumber], Money)]
    {
      guard case .differs = verdict(made, total) else {
        Issue.record("\(made) \(total) is taken for ours")
        return
      }
    }
  }
}
