import Domain

/// Another database may have had invoices issued that this one doesn't know. Before it issues any, all
/// series of the company are searched for references of ours: an order's invoice may be in a series
/// that the settings don't name any more.
///
/// In a company that has no document at all that is the call that tells the next number, and the order
/// goes on.
struct CompanySearch: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource

  enum Step {
    /// Nothing is there, so the series' next number is what was just told; nil where it isn't listed.
    case done(next: Int?)
    case ended(Settlement)
  }

  /// - Parameter failure: what the job says that waits for the search.
  func step(
    before invoice: Invoice, _ failure: Failure, _ request: DocumentRequest, _ claim: Claim
  ) async throws(StoreError) -> Step {
    let series = invoice.series
    let listed: [Series: Int]
    switch await invoicing.seriesNumbers(of: series.cif, for: request.account, at: time.now()) {
    case .listed(let numbers): listed = numbers
    case .unavailable(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .blocked(let until):
      return .ended(Settlement.blocked(request.account, until: until, claim))
    }
    let left = try await store.verify(company: series.cif, listed, at: time.now())
    guard left.isEmpty else {
      return retry(
        failure, after: RetryPolicy.seriesDelay, claim,
        commands: left.map { request.audit(of: $0, waiting: series) })
    }
    // What a search has stopped may hold this order's invoice, whatever series it is to be in.
    let stopped = try await store.stoppedSeries().first { $0.isOfSearch(in: series.cif) }
    if let stopped { return retry(stopped.failure, after: RetryPolicy.seriesDelay, claim) }
    // What the searches found meanwhile, the next attempt sees. A series that isn't listed has none.
    let isEmpty = listed.values.allSatisfy { $0 == InvoiceNumber.first }
    return isEmpty || listed[series] == nil
      ? .done(next: listed[series]) : retry(failure, after: .zero, claim)
  }

  private func retry(
    _ failure: Failure, after delay: Duration, _ claim: Claim, commands: [Command] = []
  ) -> Step {
    var settlement = Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    settlement.commands = commands
    return .ended(settlement)
  }
}
