import Domain
import Meters
import TestKit
import Testing

@testable import Engine

@Suite struct SettlementMetersTests {
  private static let asked = Asking(shop: "magazin", event: "e1")
  private static let notify = Command.notifyShop(
    .init(asked: asked, order: "1001", notice: "msg_1"))
  private static let handle = Command.handleEvent(.init(asked: asked))

  private func claim(_ command: Command) -> Claim {
    let job = Job(
      id: 7, key: command.key, command: command, state: .running, attempt: 1, runAt: .sample,
      failure: nil, note: nil, createdAt: .sample, updatedAt: .sample)
    return Claim(job: job, event: nil)
  }

  private func text(_ command: Command, _ outcome: Outcome, _ changes: [LedgerChange] = [])
    -> String
  {
    let meters = Meters()
    let claim = claim(command)
    meters.count(Settlement(claim.fence, outcome, changes: changes), of: claim)
    return MetricText.text(of: meters.families)
  }

  @Test(arguments: [
    (Outcome.completed, "received"), (.discarded(Failure(.shopGone)), "gone"),
    (.retry(Failure(.shopRefused), at: .sample), "refused"),
    (.retry(Failure(.shopUnreachable), at: .sample), "unreachable"),
    (.discarded(Failure(.callbackExhausted)), "exhausted"),
  ])
  func `a callback is counted by what the shop said`(outcome: Outcome, word: String) {
    let line = #"callback_attempts_total{shop="magazin",outcome="\#(word)"} 1"#
    #expect(text(Self.notify, outcome).contains("\n\(line)\n"))
  }

  @Test func `a callback that was not sent is none`() {
    #expect(
      !text(Self.notify, .held(Failure(.shopNotConfigured))).contains("callback_attempts_total{"))
  }

  @Test func `an event that no handler takes is unroutable, and its failure is counted`() {
    let text = text(Self.handle, .held(Failure(.eventTypeUnknown)))
    #expect(text.contains("\nwebhook_unroutable_total 1\n"))
    #expect(text.contains(#"dispatch_failures_total{code="event_type_unknown"} 1"#))
    #expect(text.contains(#"dispatch_settled_total{kind="handle",outcome="held"} 1"#))
    #expect(self.text(Self.handle, .completed).contains("\nwebhook_unroutable_total 0\n"))
  }

  @Test func `a gap is counted as one, a stop for another reason isn't`() {
    let gap = LedgerChange.seriesStopped(.sample, Failure(.seriesGap))
    let other = LedgerChange.seriesStopped(.sample, Failure(.documentDuplicated))
    #expect(text(Self.handle, .completed, [gap]).contains("\nseries_number_gap_total 1\n"))
    #expect(text(Self.handle, .completed, [other]).contains("\nseries_number_gap_total 0\n"))
    #expect(
      text(Self.handle, .completed, [.cancelled(1)])
        .contains(#"intent_total{kind="invoice",state="cancelled"} 1"#))
  }
}
