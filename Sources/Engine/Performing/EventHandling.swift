import Domain
import Handlers

/// Turns a claimed event into its settlement: what it asks for, or why it is parked; pure.
struct EventHandling: Sendable {
  let policies: [ShopID: ShopPolicy]

  func settlement(of claim: Claim) -> Settlement {
    guard let event = claim.event, let policy = policies[event.shop] else {
      return Settlement(claim.fence, .held(Failure(.shopNotConfigured)))
    }
    let handling = HandlerTable.handle(event, run: claim.job.command.asked.run, under: policy)
    return switch handling.result {
    case .success(let decision):
      completed(decision, handling, claim)
    case .failure(let failure):
      Settlement(
        claim.fence, .held(failure), notices: handling.notice.map { [$0] } ?? [],
        label: handling.label)
    }
  }

  private func completed(_ decision: Decision, _ handling: Handling, _ claim: Claim) -> Settlement {
    var settlement = Settlement(
      claim.fence, .completed(note: decision.note),
      notices: handling.notice.map { [$0] } ?? [], commands: decision.commands,
      label: handling.label)
    settlement.word = handling.word
    return settlement
  }
}
