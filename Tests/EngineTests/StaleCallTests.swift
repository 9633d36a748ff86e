import Domain
import TestKit
import Testing

@testable import Engine

/// A worker that is overtaken: its claim passes to another while it waits for its turn to call.
@Suite struct StaleCallTests {
  /// Every call that changes something.
  enum Call: String, CaseIterable, Sendable {
    case create, storno, refund, cancel, restore, mail, payment, proforma, proformaCancel, draft

    var kind: JobKind {
      switch self {
      case .create: .issueInvoice
      case .storno, .refund: .reverseInvoice
      case .cancel: .cancelInvoice
      case .restore: .restoreInvoice
      case .mail: .sendInvoice
      case .payment: .recordPayment
      case .proforma: .issueProforma
      case .proformaCancel: .cancelProforma
      case .draft: .draftInvoice
      }
    }
  }

  private static func policy(for call: Call) -> ShopPolicy {
    var policy = ShopPolicy.sample
    policy.proformaSeries = Series(cif: Series.sample.cif, name: "PRO")
    policy.payments = ["card": PaymentTerms(type: .onlineCard)]
    policy.isDraft = call == .draft
    return policy
  }

  /// Brings the call's job to where it can be claimed.
  private func prepare(_ call: Call, _ bench: Workbench) async throws {
    guard ![.proforma, .proformaCancel].contains(call) else {
      try await bench.proforma()
      if call == .proformaCancel {
        try await bench.finish()
        try await bench.cancelProforma()
      }
      return
    }
    try await bench.confirm()
    guard ![.create, .draft].contains(call) else { return }
    try await bench.finish()
    switch call {
    case .storno: try await bench.refund("R1", isFull: true)
    case .refund:
      let line = OrderLine(
        kind: .product, code: "CAF-1", name: "Cafea boabe 1 kg", price: "31.00", vatRate: "21")
      try await bench.refund("R1", lines: [line], total: "31.00")
    case .cancel: try await bench.cancel()
    case .restore:
      try await bench.cancel()
      try await bench.finish()
      try await bench.restore()
    case .mail: try await bench.send()
    case .payment: try await bench.pay("131.00")
    case .create, .draft, .proforma, .proformaCancel: break
    }
  }

  /// Does all that is due until the job can be claimed.
  private func claim(_ kind: JobKind, _ bench: Workbench) async throws -> Claim {
    while true {
      let claims = try await bench.claimAll()
      for claim in claims where claim.job.command.kind != kind { try await bench.perform(claim) }
      if let claim = claims.first(where: { $0.job.command.kind == kind }) { return claim }
      try #require(!claims.isEmpty, "there is no \(kind)")
    }
  }

  private func calls(_ invoicing: ScriptedInvoicing) -> Int {
    let state = invoicing.current
    return state.creates + state.cancelled.count + state.restored.count
      + state.mailed.values.reduce(0) { $0 + $1.count } + state.paymentCalls
      + state.proformaCreates + state.cancelledProformas.count
  }

  @Test(arguments: Call.allCases)
  func `a worker whose claim passed to another makes no call`(call: Call) async throws {
    let turn = HeldTurn()
    let invoicing = ScriptedInvoicing(onTurn: { await turn.pass() })
    try await Workbench.with(invoicing, policy: Self.policy(for: call)) { bench in
      try await prepare(call, bench)
      let stale = try await claim(call.kind, bench)
      turn.arm()
      let worker = bench.worker
      async let late = worker.perform(stale, Workbench.logger)
      try await turn.isReached()
      bench.clock.advance(by: Workbench.settings.lease)
      try await bench.finish()
      switch call {
      // What was cancelled by the other is restored since, and what was restored cancelled.
      case .cancel: try await bench.restore()
      case .restore: try await bench.cancel(by: "cancel again")
      default: break
      }
      try await bench.finish()
      let before = (calls: calls(invoicing), invoices: try await bench.invoices())
      turn.release()
      let settlement = await late
      expectEqual(calls(invoicing), before.calls)
      try await expectEqual(bench.store.settle([settlement], at: bench.clock.now()), [.fenced])
      try await expectEqual(bench.invoices(), before.invoices)
      // A mail may have gone out by the claim that was lost: that is a person's.
      try await expectEqual(bench.failures(.held), (call == .mail ? [.mailUnconfirmed] : []))
    }
  }

  @Test(arguments: Call.allCases)
  func `the lease counts from before the claim, and nothing is sent at its end`(call: Call)
    async throws
  {
    try await Workbench.with(policy: Self.policy(for: call)) { bench in
      try await prepare(call, bench)
      let claim = try await claim(call.kind, bench)
      let before = calls(bench.invoicing)
      let settings = Workbench.settings
      let last = settings.lease - settings.sendMargin
      try await bench.perform(claim.held(since: .now - last))
      expectEqual(calls(bench.invoicing), before)
      // The next claim has a lease of its own.
      try await bench.finish()
      expectEqual(calls(bench.invoicing), before + 1)
    }
  }

  @Test func `a cancel whose answer was lost is repeated, also after a restore was asked for`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      bench.invoicing.change {
        $0.cancelReadings = [.unavailable(Failure(.smartBillUnreachable))]
      }
      try await bench.cancel()
      try await bench.drain()
      try await bench.restore()
      try await bench.finish()
      expectEqual(bench.invoicing.current.cancelled, ["0001"])
      expectEqual(bench.invoicing.current.restored, ["0001"])
      try await expectEqual(bench.states(), [.issued])
    }
  }
}
