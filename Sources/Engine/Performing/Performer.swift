import Domain
import Logging

/// Does what a job's command says. It returns how the job ends, and never throws.
struct Performer: Sendable {
  private let issuing: IssuePerformer
  private let cancelling: CancelPerformer
  private let restoring: RestorePerformer
  private let refunding: RefundPerformer
  private let reversing: ReversePerformer
  private let sending: SendPerformer
  private let notifying: NotifyPerformer
  private let watching: WatchPerformer
  private let waiting: WaitPerformer
  private let auditing: AuditPerformer
  private let confirming: ConfirmPerformer
  private let paying: PaymentPerformer
  private let drafting: DraftPerformer
  private let proforming: ProformaPerformer
  private let cancellingProformas: CancelProformaPerformer
  private let syncing: SyncPerformer
  private let applying: ApplyPerformer
  private let time: any TimeSource
  private let book = SeriesBook()

  init(
    store: any Store, invoicing: any Invoicing, shops: [ShopID: any ShopConnector],
    settings: EngineSettings, time: any TimeSource, stock: (any StockSource)? = nil,
    chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) {
    let preparing = DocumentPreparer(invoicing: invoicing, time: time)
    let calling = DocumentCaller(
      store: store, invoicing: invoicing, settings: settings, time: time)
    issuing = IssuePerformer(
      store: store, invoicing: invoicing, preparing: preparing, book: book, settings: settings,
      time: time)
    cancelling = CancelPerformer(
      store: store, invoicing: invoicing, time: time, calling: calling)
    restoring = RestorePerformer(
      store: store, invoicing: invoicing, time: time, calling: calling)
    refunding = RefundPerformer(store: store, time: time)
    reversing = ReversePerformer(store: store, issuing: issuing)
    sending = SendPerformer(
      store: store, invoicing: invoicing, time: time, calling: calling)
    notifying = NotifyPerformer(store: store, shops: shops, time: time, chance: chance)
    watching = WatchPerformer(store: store)
    waiting = WaitPerformer(store: store, policies: settings.policies, time: time)
    auditing = AuditPerformer(store: store, invoicing: invoicing, time: time)
    confirming = ConfirmPerformer(invoicing: invoicing, time: time)
    drafting = DraftPerformer(
      store: store, invoicing: invoicing, preparing: preparing, settings: settings, time: time)
    proforming = ProformaPerformer(store: store, issuing: issuing)
    cancellingProformas = CancelProformaPerformer(
      store: store, invoicing: invoicing, time: time, calling: calling)
    paying = PaymentPerformer(store: store, invoicing: invoicing, settings: settings, time: time)
    syncing = SyncPerformer(
      store: store, source: stock, policies: settings.policies, time: time)
    applying = ApplyPerformer(store: store, shops: shops, time: time)
    self.time = time
  }

  /// - Parameter logger: names the job in each line.
  func perform(_ claim: Claim, _ logger: Logger) async -> Settlement {
    let settlement = await performed(claim, logger)
    book.forgetStopped(by: settlement.changes)
    return settlement
  }

  private func performed(_ claim: Claim, _ logger: Logger) async -> Settlement {
    do {
      switch claim.job.command {
      case .issueInvoice(let command): return try await issuing.perform(command, claim, logger)
      case .waitToIssue(let command): return try await waiting.perform(command, claim)
      case .cancelInvoice(let command): return try await cancelling.perform(command, claim)
      case .restoreInvoice(let command): return try await restoring.perform(command, claim)
      case .refundOrder(let command): return try await refunding.perform(command, claim)
      case .reverseInvoice(let command): return try await reversing.perform(command, claim, logger)
      case .sendInvoice(let command): return try await sending.perform(command, claim)
      case .notifyShop(let command): return try await notifying.perform(command, claim, logger)
      case .watchInvoice(let command): return try await watching.perform(command, claim)
      case .auditSeries(let command): return try await auditing.perform(command, claim)
      case .confirmTotal(let command): return await confirming.perform(command, claim)
      case .draftInvoice(let command): return try await drafting.perform(command, claim, logger)
      case .recordPayment(let command): return try await paying.perform(command, claim, logger)
      case .issueProforma(let command):
        return try await proforming.perform(command, claim, logger)
      case .cancelProforma(let command):
        return try await cancellingProformas.perform(command, claim)
      case .syncStock(let command): return try await syncing.perform(command, claim, logger)
      case .applyStock(let command): return try await applying.perform(command, claim, logger)
      case .handleEvent: preconditionFailure("events are handled in batches, by the engine")
      }
    } catch .unreadable(let what) {
      return Settlement(claim.fence, .held(Failure(.rowUnreadable, detail: what)))
    } catch {
      let failure = Failure(.storeUnavailable, detail: "\(error)")
      let delay = RetryPolicy.accountingDelay(after: claim.tries)
      return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    }
  }
}
