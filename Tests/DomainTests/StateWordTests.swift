import Domain
import TestKit
import Testing

/// How a person is told where a document stands.
@Suite struct StateWordTests {
  private func word(_ state: InvoiceState, attempt: Int) -> String {
    Invoice(
      id: 1, key: InvoiceKey(account: "firma", shop: "magazin", order: "1001", revision: 0),
      series: .sample, state: state, attempt: attempt, openedBy: "e1", cancelling: nil,
      document: nil, expectedNumber: nil, failure: nil, createdAt: .sample, updatedAt: .sample
    ).stateWord
  }

  @Test func `only what was sent is said to be refused`() {
    expectEqual(word(.refused, attempt: 0), "not_sent")
    expectEqual(word(.refused, attempt: 1), "refused")
    for state in InvoiceState.allCases where state != .refused {
      expectEqual(word(state, attempt: 0), state.rawValue)
    }
  }
}
