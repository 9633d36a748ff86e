import Domain
import StoreSQLite

/// The real store behind a gate before and after each call, where the process may die; sometimes
/// its disk is full.
final class GatedStore: ForwardingStore, @unchecked Sendable {
  let world: World
  let life: Life

  init(_ world: World, _ life: Life) {
    self.world = world
    self.life = life
    super.init(world.store)
  }

  override func around<Value: Sendable>(
    _ call: StoreCall, _ body: () async throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    guard await world.pass("→ \(call.name)", after: latency(), in: life) else { throw .closed }
    world.tally.storeCalls += 1
    if call.isWrite, world.strikes(world.weather.storeFault) {
      world.tally.faults += 1
      world.note("\(call.name): disk full")
      throw .unavailable("disk full")
    }
    let value = try await world.executor.outside { () async throws(StoreError) in
      try await body()
    }
    if let text = call.text(of: value) { world.note(text) }
    if call.isWrite { await world.promises.check(after: call, in: world) }
    guard await world.pass("← \(call.name)", after: latency(), in: life) else { throw .closed }
    return value
  }

  /// Mostly none, so that what is done at once may be done in any order.
  private func latency() -> Duration {
    world.random.chance(0.2)
      ? world.random.duration(.milliseconds(1), .milliseconds(40)) : .zero
  }
}

extension StoreCall {
  /// A line for the trace, without what differs from run to run; nil for reads.
  fileprivate func text(of value: some Sendable) -> String? {
    switch self {
    case .accept(let delivery): "accept \(delivery.shop) \(delivery.event): \(value)"
    case .recover:
      (value as? Recovery).map {
        "recover: \($0.jobsReleased) jobs released, \($0.invoicesInDoubt) invoices in doubt"
      }
    case .claim:
      (value as? [Claim]).map { claims in
        "claim: "
          + claims.map { "\($0.job.command.kind.rawValue) \($0.job.id)#\($0.job.attempt)" }
          .joined(separator: ", ")
      }
    case .settle(let settlements):
      (value as? [SettlementResult]).map { results in
        zip(settlements, results).map { "settle \($0.text): \($1)" }.joined(separator: "; ")
      }
    case .reserve(let request):
      "reserve invoice \(request.invoice), expecting \(request.expectedNumber): "
        + "\(value)".firstWord
    case .reservePayment(let request):
      "reserve payment \(request.payment), paid before \(request.paidBefore): "
        + "\(value)".firstWord
    case .permission(let call):
      "permission to \(call.purpose) invoice \(call.document.id): \(value)"
    case .recordPayment(let evidence): "record evidence of payment \(evidence.payment)"
    case .record(let evidence): "record evidence of invoice \(evidence.invoice)"
    case .perform(let act): "an operator: \(act): \(value)"
    case .clockWasSet: "what waits is moved with the clock"
    case .noteSecretUses, .stock, .read, .verify: nil
    }
  }
}

extension Settlement {
  fileprivate var text: String {
    let words = changes.map { "\($0)".firstWord + ($0.paymentWord ?? "") } + notices.map { $0.fact }
    let outcome =
      outcome.failure.map { "\(self.outcome)".firstWord + " " + $0.code.rawValue } ?? "completed"
    return ["\(fence.job)#\(fence.attempt)", outcome].joined(separator: " ")
      + (words.isEmpty ? "" : " with \(words.joined(separator: ", "))")
  }
}

extension LedgerChange {
  fileprivate var paymentWord: String? {
    if case .payment(let change) = self { " \(change)".firstWord } else { nil }
  }
}

extension String {
  /// A case's name without what it carries.
  fileprivate var firstWord: String { String(prefix { $0 != "(" }) }
}
