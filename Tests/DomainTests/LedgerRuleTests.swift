import Domain
import TestKit
import Testing

@Suite struct LedgerRuleTests {
  typealias Rule = LedgerRule

  func met(_ state: InvoiceState, cancelling: Bool = false) -> Rule.Met {
    Rule.Met(lastRevision: 3, state: state, isBeingCancelled: cancelling)
  }

  @Test(arguments: [Rule.Request.issue(.statusChange), .issue(.request)])
  func `the first event that asks opens revision 0`(request: Rule.Request) {
    expectEqual(Rule.binding(of: request, to: nil), .open(revision: 0, .planned))
  }

  @Test func `a cancel that comes first leaves a tombstone`() {
    expectEqual(Rule.binding(of: .cancel, to: nil), .open(revision: 0, .withdrawn))
  }

  @Test(arguments: InvoiceState.allCases)
  func `a status change never opens a revision above 0`(state: InvoiceState) {
    expectEqual(Rule.binding(of: .issue(.statusChange), to: met(state)), .meet)
    expectEqual(Rule.binding(of: .issue(.statusChange), to: met(state, cancelling: true)), .meet)
  }

  @Test(arguments: InvoiceState.allCases)
  func `a request opens a revision only after a cancel`(state: InvoiceState) {
    let expected: Rule.Binding = state.isDead ? .open(revision: 4, .planned) : .meet
    expectEqual(Rule.binding(of: .issue(.request), to: met(state)), expected)
    expectEqual(
      Rule.binding(of: .issue(.request), to: met(state, cancelling: true)),
      .open(revision: 4, .planned))
  }

  @Test(arguments: InvoiceState.allCases)
  func `a cancel is bound to what it meets`(state: InvoiceState) {
    let expected: Rule.Binding =
      switch state {
      case .planned, .refused, .provenAbsent: .withdraw
      case .sending, .inDoubt, .needsPerson, .issued: .cancel
      case .cancelled, .reversed, .withdrawn, .abandoned: .meet
      }
    expectEqual(Rule.binding(of: .cancel, to: met(state)), expected)
  }

  @Test(arguments: InvoiceState.allCases)
  func `a restore is bound to what is cancelled, or about to be`(state: InvoiceState) {
    let expected: Rule.Binding = state == .cancelled ? .restore : .meet
    expectEqual(Rule.binding(of: .restore, to: met(state)), expected)
    expectEqual(Rule.binding(of: .restore, to: met(state, cancelling: true)), .restore)
    expectEqual(Rule.binding(of: .restore, to: nil), .nothing)
  }

  @Test func `what is being restored is met by a request, and cancelled by a cancel`() {
    let met = Rule.Met(
      lastRevision: 3, state: .cancelled, isBeingCancelled: true, isBeingRestored: true)
    expectEqual(Rule.binding(of: .issue(.request), to: met), .meet)
    expectEqual(Rule.binding(of: .cancel, to: met), .cancel)
  }
}
