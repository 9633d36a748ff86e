import Domain

/// Puts a document into the service's words just before it is sent, its goods under the service's
/// own names where the settings say so: of invoices and of drafts alike.
struct DocumentPreparer: Sendable {
  enum Result: Sendable {
    case ready(DocumentDraft, PreparedInvoice)
    /// It can't be sent now, or not as it is: so the job ends.
    case ended(Settlement)
  }

  let invoicing: any Invoicing
  let time: any TimeSource
  private let titles: TitleLookup

  init(invoicing: any Invoicing, time: any TimeSource) {
    self.invoicing = invoicing
    self.time = time
    titles = TitleLookup(invoicing: invoicing, time: time)
  }

  func result(for request: DocumentRequest, of invoice: Invoice, _ claim: Claim) async -> Result {
    let draft = request.draft(of: invoice, on: time.day(of: time.now()))
    switch await titles.result(for: draft, of: request.account) {
    case .spelled(let spelled):
      let prepared: PreparedInvoice
      do {
        prepared = try invoicing.prepare(spelled, for: request.account)
      } catch {
        return .ended(unfit(error, request, of: invoice, claim))
      }
      if let objection = request.parts?.objection(to: prepared.body, by: invoicing) {
        return .ended(unfit(objection, request, of: invoice, claim))
      }
      return .ready(spelled, prepared)
    case .unfit(let failure):
      return .ended(unfit(failure, request, of: invoice, claim))
    case .unavailable(let failure):
      let moment = time.now() + RetryPolicy.accountingDelay(after: claim.tries)
      return .ended(Settlement(claim.fence, .retry(failure, at: moment)))
    case .blocked(let until):
      return .ended(Settlement.blocked(request.account, until: until, claim))
    }
  }

  private func unfit(
    _ failure: Failure, _ request: DocumentRequest, of invoice: Invoice, _ claim: Claim
  ) -> Settlement {
    request.failed(failure, of: invoice, claim, change: .notInvoiceable(invoice.id, failure))
  }
}
