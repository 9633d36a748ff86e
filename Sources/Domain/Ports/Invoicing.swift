/// What an accounting service must be able to do. Reading an answer is apart from getting it, so
/// that the raw answer can be kept before anyone interprets it.
public protocol Invoicing: PaymentRecording, ProformaIssuing, Sendable {
  /// Puts a draft into the service's words; pure.
  ///
  /// Fails where the document's total would differ from the order's, or can't be known.
  func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure) -> PreparedInvoice

  /// Waits for room in the account's rate window.
  ///
  /// Answers at once while the account is blocked: not even a probe may be sent then.
  func turn(for account: AccountID) async -> Turn

  /// Gives back a turn that led to no call.
  func giveBackTurn(for account: AccountID)

  /// Sends one create call on a turn just given, at most once whatever the network does.
  ///
  /// `permit` is asked at the last instant before the first byte; refused, nothing is sent. Once
  /// bytes have left, the call ignores cancellation.
  func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer

  /// Reads what came back of a create call; pure.
  func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp) -> CreateReading

  /// Puts a storno into the service's words; pure.
  func prepare(_ draft: StornoDraft, for account: AccountID) throws(Failure) -> PreparedInvoice

  /// As `create`, of the call that reverses a whole invoice.
  func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer

  /// Reads what came back of a reverse call; pure.
  func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp) -> CreateReading

  /// Cancels a document, on a turn just given; idempotent, so it may be sent again. `permit` as for
  /// `create`: whoever may have been overtaken must not send it.
  func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading

  /// Has a cancelled document stand again; as `cancel`.
  func restore(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading

  /// Has the service e-mail a document, on a turn just given. Sent at most once whatever the network
  /// does, and not idempotent: what may have gone out is not to be sent again. `permit` as for
  /// `create`.
  ///
  /// Once bytes have left, the call ignores cancellation.
  func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading

  /// The number that the series' next document will get.
  func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading

  /// All of a company's series of invoices, with the number that each one's next document will get.
  /// One whose number is none isn't among them.
  func seriesNumbers(of cif: String, for account: AccountID, at now: Timestamp) async
    -> SeriesListReading

  /// Whether the series holds a document of this number, and what it comes to.
  func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading

  /// What an invoice that was issued comes to, by the service's own account. It may wait: whatever
  /// else is to be done there comes first, and `unavailable` says that there was no room.
  func issuedTotal(
    of number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading

  /// The service's own names of what a warehouse holds.
  ///
  /// - Parameter day: `yyyy-MM-dd`.
  func stockedNames(
    in warehouse: String, of cif: String, on day: String, for account: AccountID
  ) async -> StockedNames

  /// What a create call's body asked for; pure. Nil where it doesn't say, as that of a storno, or of
  /// an invoice that was made from a proforma.
  func lines(askedForBy body: [UInt8]) -> DocumentLines?

  /// The references of ours that are printed on a document, which must exist. A text that doesn't name
  /// the document itself is unread.
  func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading

  /// Whether a document, which must exist, names another one by series and number.
  func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading
}

extension Invoicing {
  public func issuedTotal(
    of number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    await document(number, of: cif, for: account, at: now)
  }

  /// Of a service that keeps no stock.
  public func stockedNames(
    in warehouse: String, of cif: String, on day: String, for account: AccountID
  ) async -> StockedNames { .known([]) }
}

public enum Turn: Sendable, Equatable {
  case granted
  case blocked(until: Timestamp)
}

/// Asked once, on the transport's thread, just before a call's first byte: must be quick and must
/// not touch the store.
public struct SendPermit: Sendable {
  public let isValid: @Sendable () -> Bool
  public init(_ isValid: @escaping @Sendable () -> Bool) { self.isValid = isValid }
}

/// What a create call's answer proves (`webhooks.md` §4.4).
public enum CreateReading: Sendable, Equatable {
  case issued(IssuedDocument)
  /// A draft was saved.
  case drafted(editURL: String)
  case refused(Failure)
  case notSent(Failure)
  /// Refused for the account's sake, not the order's: nothing was issued, and no other order
  /// would fare better.
  case accountRefused(Failure)
  case blocked(until: Timestamp)
  case inDoubt(Failure)
}

/// What came of a cancel or a restore.
public enum ChangeReading: Sendable, Equatable {
  /// Now, or before.
  case done
  case refused(Failure)
  /// Refused for the account's sake: no other document could be changed either.
  case accountRefused(Failure)
  case unavailable(Failure)
  case blocked(until: Timestamp)
}

public enum MailReading: Sendable, Equatable {
  case sent
  case refused(Failure)
  /// Not one byte left.
  case notSent(Failure)
  /// Refused for the account's sake: nothing was sent.
  case accountRefused(Failure)
  case blocked(until: Timestamp)
  /// It may have been sent.
  case unconfirmed(Failure)
}

public enum NumberReading: Sendable, Equatable {
  case next(Int)
  case unknownSeries
  case unavailable(Failure)
  case blocked(until: Timestamp)
}

public enum SeriesListReading: Sendable, Equatable {
  case listed([Series: Int])
  case unavailable(Failure)
  case blocked(until: Timestamp)
}

public enum DocumentReading: Sendable, Equatable {
  case exists(total: Money)
  case absent
  case unavailable(Failure)
  case blocked(until: Timestamp)
}

public enum StockedNames: Sendable, Equatable {
  case known([String])
  /// It would be refused again until a person mends it.
  case refused(Failure)
  case unavailable(Failure)
  case blocked(until: Timestamp)
}

public enum ReferencesReading: Sendable, Equatable {
  case printed(Set<InvoiceReference>)
  /// The document came, and its text doesn't name it: what is printed on it isn't known.
  case unread(Failure)
  case unavailable(Failure)
  case blocked(until: Timestamp)
}

public enum NamingReading: Sendable, Equatable {
  case named(Bool)
  case unavailable(Failure)
  case blocked(until: Timestamp)
}
