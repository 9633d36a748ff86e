import Domain
import Meters

extension Meters {
  /// Counts what a settlement brought, once the store has taken it.
  func count(_ settlement: Settlement, of claim: Claim) {
    let command = claim.job.command
    settled.rise(command.kind.rawValue, settlement.outcome.word)
    let code = settlement.outcome.failure?.code
    if let code { failures.rise(code.rawValue) }
    switch (command, code) {
    case (.handleEvent, .eventTypeUnknown), (.handleEvent, .eventTypeReserved),
      (.handleEvent, .eventUnreadable),
      (.handleEvent, .shopNotConfigured):
      unroutable.rise()
    case (.notifyShop(let notify), _):
      if let word = Self.callbackWord(code) { callbacks.rise(notify.asked.shop.rawValue, word) }
    default: break
    }
    for change in settlement.changes { count(change, command.documentWord) }
  }

  private func count(_ change: LedgerChange, _ document: String) {
    if let state = change.stateEntered { invoices.rise(document, state.rawValue) }
    if case .drafted = change { invoices.rise("draft", InvoiceState.issued.rawValue) }
    if case .payment(let change) = change, let state = change.stateEntered {
      invoices.rise("payment", state.rawValue)
    }
    if case .stockAnswered(_, let answers) = change {
      for answer in answers { stockItems.rise(answer.result.rawValue) }
    }
    if case .seriesStopped(_, let failure) = change, failure.code == .seriesGap { gaps.rise() }
  }

  /// nil where the shop was not called.
  private static func callbackWord(_ code: FailureCode?) -> String? {
    switch code {
    case nil: "received"
    case .shopGone: "gone"
    case .shopRefused: "refused"
    case .shopUnreachable: "unreachable"
    case .callbackExhausted: "exhausted"
    default: nil
    }
  }
}

extension Command {
  /// The kind of document that it changes.
  fileprivate var documentWord: String {
    let kind: InvoiceKey.Kind =
      switch self {
      case .reverseInvoice(let command): command.key.kind
      case .issueProforma, .cancelProforma: .proforma
      default: .invoice
      }
    return kind.rawValue
  }
}

extension LedgerChange {
  /// The state that it brings an invoice into; nil if it changes none.
  fileprivate var stateEntered: InvoiceState? {
    switch self {
    case .issued, .restored: .issued
    case .refused, .notInvoiceable: .refused
    case .nothingIssued, .absent: .planned
    case .parked: .provenAbsent
    case .inDoubt: .inDoubt
    case .needsPerson: .needsPerson
    case .cancelled: .cancelled
    case .withdrawn, .calledOff: .withdrawn
    case .looked, .moved, .unsettled, .cancelRefused, .restoreEnded, .foreign, .seriesStopped,
      .seriesVerified, .accountBlocked, .payment, .drafted, .stockAnswered,
      .stockDivided, .stockCompared:
      nil
    }
  }
}

extension PaymentChange {
  /// The state that it brings a payment into; nil if it changes none.
  fileprivate var stateEntered: PaymentState? {
    switch self {
    case .recorded, .inside: .recorded
    case .refused, .notRecordable: .refused
    case .nothingRecorded, .absent, .corrected: .planned
    case .parked: .provenAbsent
    case .inDoubt: .inDoubt
    case .needsPerson: .needsPerson
    case .unchanged: nil
    }
  }
}
