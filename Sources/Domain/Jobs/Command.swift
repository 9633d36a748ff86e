/// What is to be done. A handler turns an event into commands; a command becomes a job.
public enum Command: Codable, Sendable, Equatable {
  case handleEvent(HandleEvent)
  case issueInvoice(IssueInvoice)
  case waitToIssue(WaitToIssue)
  case cancelInvoice(CancelInvoice)
  case restoreInvoice(RestoreInvoice)
  case refundOrder(RefundOrder)
  case reverseInvoice(ReverseInvoice)
  case sendInvoice(SendInvoice)
  case notifyShop(NotifyShop)
  case watchInvoice(WatchInvoice)
  case auditSeries(AuditSeries)
  case confirmTotal(ConfirmTotal)
  case recordPayment(RecordPayment)
  /// Make a draft of the order's invoice, which takes no number.
  case draftInvoice(IssueInvoice)
  /// Make a proforma of the order, in a series of proformas.
  case issueProforma(IssueInvoice)
  case cancelProforma(CancelProforma)
  case syncStock(SyncStock)
  case applyStock(ApplyStock)

  /// Handle a stored event; a replay is a further run.
  public struct HandleEvent: Codable, Sendable, Equatable {
    public var asked: Asking
    public init(asked: Asking) { self.asked = asked }
  }

  public struct IssueInvoice: Codable, Sendable, Equatable {
    public enum Cause: String, Codable, Sendable {
      case statusChange = "status_change"
      case request
    }

    public var asked: Asking
    public var cause: Cause
    public var account: AccountID
    public var series: Series
    public var order: Order
    public var terms: DocumentTerms
    /// How it is e-mailed once it is issued; nil doesn't.
    public var mail: InvoiceMail?
    /// The newer event of the order that `order` is from; nil where it is the asking event's own.
    public var content: EventID?

    public init(
      asked: Asking, cause: Cause, account: AccountID, series: Series, order: Order,
      terms: DocumentTerms = DocumentTerms(), mail: InvoiceMail? = nil
    ) {
      self.asked = asked
      self.cause = cause
      self.account = account
      self.series = series
      self.order = order
      self.terms = terms
      self.mail = mail
    }

    /// The event that `order` is from.
    public var contentEvent: EventID { content ?? asked.event }

    enum CodingKeys: String, CodingKey {
      case asked, cause, account, series, order, terms, mail, content
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      asked = try container.decode(Asking.self, forKey: .asked)
      cause = try container.decode(Cause.self, forKey: .cause)
      account = try container.decode(AccountID.self, forKey: .account)
      series = try container.decode(Series.self, forKey: .series)
      order = try container.decode(Order.self, forKey: .order)
      // A job that an earlier version stored has none.
      terms = try container.decodeIfPresent(DocumentTerms.self, forKey: .terms) ?? DocumentTerms()
      mail = try container.decodeIfPresent(InvoiceMail.self, forKey: .mail)
      content = try container.decodeIfPresent(EventID.self, forKey: .content)
    }
  }

  /// Issue an invoice, bound already, after a while: outside its series' lane, where others go on.
  public struct WaitToIssue: Codable, Sendable, Equatable {
    public var issue: IssueInvoice
    public var waitMilliseconds: Int64
    public var monthEnd: MonthEnd?
    /// How long after the end of the wait the shop is told of a delay.
    public var delayedAfterMilliseconds: Int64

    public var asked: Asking { issue.asked }

    public init(
      _ issue: IssueInvoice, wait: Duration, monthEnd: MonthEnd?, delayedAfter: Duration
    ) {
      self.issue = issue
      waitMilliseconds = wait.wholeMilliseconds
      self.monthEnd = monthEnd
      delayedAfterMilliseconds = delayedAfter.wholeMilliseconds
    }
  }

  public struct CancelInvoice: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    /// The shop's series, for the tombstone that a cancel leaves where it meets no invoice.
    public var series: Series
    public var order: OrderID
    public var mode: CancelMode
    public var reach: CancelReach

    public init(
      asked: Asking, account: AccountID, series: Series, order: OrderID,
      mode: CancelMode = .annul, reach: CancelReach = .order
    ) {
      self.asked = asked
      self.account = account
      self.series = series
      self.order = order
      self.mode = mode
      self.reach = reach
    }

    /// One that an earlier version stored annuls.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      asked = try container.decode(Asking.self, forKey: .asked)
      account = try container.decode(AccountID.self, forKey: .account)
      series = try container.decode(Series.self, forKey: .series)
      order = try container.decode(OrderID.self, forKey: .order)
      mode = try container.decodeIfPresent(CancelMode.self, forKey: .mode) ?? .annul
      reach = try container.decodeIfPresent(CancelReach.self, forKey: .reach) ?? .order
    }
  }

  /// Have a cancelled invoice stand again.
  public struct RestoreInvoice: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var order: OrderID
    /// How a cancel that still waits will end: what is reversed never stands again.
    public var cancel: CancelMode

    public init(
      asked: Asking, account: AccountID, order: OrderID, cancel: CancelMode = .annul
    ) {
      self.asked = asked
      self.account = account
      self.order = order
      self.cancel = cancel
    }
  }

  /// Have the order's invoice e-mailed.
  public struct SendInvoice: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var order: OrderID
    public var mail: InvoiceMail
    /// The invoice that the settings have mailed once it is issued; nil where an event asks.
    public var invoice: Invoice.ID?
    /// Whether it may have been mailed before this ledger knew of it.
    public var mayHaveGone: Bool?

    public init(
      asked: Asking, account: AccountID, order: OrderID, mail: InvoiceMail,
      invoice: Invoice.ID? = nil, mayHaveGone: Bool? = nil
    ) {
      self.asked = asked
      self.account = account
      self.order = order
      self.mail = mail
      self.invoice = invoice
      self.mayHaveGone = mayHaveGone
    }
  }

  /// Tell the shop if what the event asked for is still not issued when this is done.
  public struct WatchInvoice: Codable, Sendable, Equatable {
    public var asked: Asking
    public var order: OrderID
    /// How long after the request that is.
    public var delayMilliseconds: Int64

    public init(asked: Asking, order: OrderID, delay: Duration) {
      self.asked = asked
      self.order = order
      delayMilliseconds = delay.wholeMilliseconds
    }
  }

  /// Look up each number of a series that the ledger doesn't know.
  public struct AuditSeries: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var series: Series
    /// Which attempt at issuing met a number that wasn't the one expected; nil where none did.
    public var attempt: Int?
    /// The series whose first document waits until all series of its company were searched; nil where
    /// none does.
    public var waiting: Series?

    public init(
      asked: Asking, account: AccountID, series: Series, attempt: Int? = nil,
      waiting: Series? = nil
    ) {
      self.asked = asked
      self.account = account
      self.series = series
      self.attempt = attempt
      self.waiting = waiting
    }
  }

  /// Ask the accounting service whether an invoice that was issued comes to the order's total.
  public struct ConfirmTotal: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var cif: String
    public var number: InvoiceNumber
    /// The order's.
    public var total: Money

    public init(
      asked: Asking, account: AccountID, cif: String, number: InvoiceNumber, total: Money
    ) {
      self.asked = asked
      self.account = account
      self.cif = cif
      self.number = number
      self.total = total
    }
  }

  /// Book money that the shop received for an order, once its invoice is there.
  public struct RecordPayment: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var order: OrderID
    public var payment: ReceivedPayment

    public init(asked: Asking, account: AccountID, order: OrderID, payment: ReceivedPayment) {
      self.asked = asked
      self.account = account
      self.order = order
      self.payment = payment
    }

    public var key: PaymentKey {
      PaymentKey(account: account, shop: asked.shop, order: order, payment: payment.id)
    }
  }

  /// Send a stored notice to its shop.
  public struct NotifyShop: Codable, Sendable, Equatable {
    public var asked: Asking
    public var order: OrderID
    /// The notice's `webhook-id`.
    public var notice: String

    public init(asked: Asking, order: OrderID, notice: String) {
      self.asked = asked
      self.order = order
      self.notice = notice
    }
  }
}

/// On whose behalf a job is done: the event, and which run of it (0 first, above 0 a replay).
public struct Asking: Codable, Sendable, Hashable {
  public let shop: ShopID
  public let event: EventID
  public let run: Int

  public init(shop: ShopID, event: EventID, run: Int = 0) {
    self.shop = shop
    self.event = event
    self.run = run
  }
}
