/// A change of the ledger that a settlement brings. Each holds only from the states that it names;
/// elsewhere the whole settlement is refused as a conflict.
public enum LedgerChange: Sendable, Equatable {
  /// sending, in doubt → issued; what a storno reverses: issued → reversed.
  case issued(Reservation, IssuedDocument)
  /// sending, in doubt → refused.
  case refused(Reservation, Failure)
  /// sending, in doubt → planned: proven not to have been sent, or to have issued nothing.
  case nothingIssued(Reservation)
  /// in doubt → planned: it may have left, and it is proven that it doesn't exist. Counted, and not
  /// sent again before that moment.
  case absent(Reservation, againAt: Timestamp)
  /// in doubt → proven absent: as above, once too often.
  case parked(Reservation, Failure)
  /// sending → in doubt, from now on.
  case inDoubt(Reservation, Failure)
  /// in doubt still, with what a look found.
  case looked(Reservation, Doubt)
  /// in doubt → needs a person, who sees the candidates.
  case needsPerson(Reservation, Failure, [Candidate])
  /// The ledger refused what was found out: sending → in doubt; in doubt → needs a person.
  case unsettled(Reservation, Failure)
  /// planned, refused → refused: it could not even be sent.
  case notInvoiceable(Invoice.ID, Failure)
  /// issued, cancelled → cancelled.
  case cancelled(Invoice.ID)
  /// cancelled → issued.
  case restored(Invoice.ID)
  /// As it was: the restore is over, and no longer bound.
  case restoreEnded(Invoice.ID, of: EventID)
  /// planned, refused, proven absent → withdrawn, by a cancel that had to wait until it was clear.
  case withdrawn(Invoice.ID)
  /// planned, refused → withdrawn, since the order left the statuses that ask for an invoice: another
  /// status change asks for the next.
  case calledOff(Invoice.ID)
  /// planned, refused, and never sent: it follows the settings to where it is to be issued by now.
  case moved(Invoice.ID, Series, AccountID)
  /// Issued still: the cancel was refused, and is no longer bound.
  case cancelRefused(Invoice.ID, of: EventID)
  /// Documents of the series that aren't ours: reported once.
  case foreign([ForeignDocument])
  /// In a restored database: SmartBill was asked what the series holds, and the ledger knows it.
  case seriesVerified(Series)
  /// Nothing is sent on the series until a person resumes it.
  case seriesStopped(Series, Failure)
  /// No call at all for the account until then; survives a restart.
  case accountBlocked(AccountID, until: Timestamp)
  case payment(PaymentChange)
  /// sending, in doubt → issued, without a number.
  case drafted(Reservation, editURL: String?)
  /// What the shop said of a batch's products: acknowledged ones are in the ledger from now on; those
  /// that it rejected, or did not name, are each sent once more alone.
  case stockAnswered(StockBatch.ID, [StockAnswer])
  /// A shop takes the batch as a whole no more: its products are sent in smaller ones.
  case stockDivided(StockBatch.ID, itemsMax: Int)
  /// A whole catalogue of that moment was compared, the last before any push, and what differs is
  /// planned.
  case stockCompared(ShopID, asOf: Timestamp)
}

/// A create call that the ledger has made room for.
public struct Reservation: Sendable, Hashable {
  public let invoice: Invoice.ID
  /// The invoice's attempt.
  public let attempt: Int

  public init(invoice: Invoice.ID, attempt: Int) {
    self.invoice = invoice
    self.attempt = attempt
  }
}
