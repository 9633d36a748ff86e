/// What a handler must know of a shop's settings to turn an event into commands.
public struct ShopPolicy: Sendable, Equatable {
  public enum Trigger: String, Sendable { case automatic, manual }

  /// What becomes of an order of 0.00.
  public enum ZeroTotal: String, Sendable, CaseIterable { case skip, issue }

  public var shop: ShopID
  public var account: AccountID
  /// The shop's own, where no rule says another.
  public var series: Series
  public var trigger: Trigger
  /// The statuses that ask for an invoice, compared to the letter.
  public var statuses: Set<String>
  /// The statuses of cancelled orders, compared to the letter: what wasn't sent yet isn't any more.
  public var cancelStatuses: Set<String> = []
  /// How “Anuleaza factura” cancels what is issued.
  public var cancel: CancelMode
  /// The shop is told of an invoice that is not issued so long after it was asked for.
  public var delayedAfter: Duration
  /// The shop's own terms, where no rule says others.
  public var terms = DocumentTerms()
  /// How an invoice is e-mailed once it is issued, where no rule says otherwise; nil doesn't.
  public var mail: InvoiceMail?
  /// How long an order waits for its invoice, where no rule says otherwise.
  public var wait = Duration.zero
  public var monthEnd: MonthEnd?
  /// The first that is for an order decides how it is invoiced.
  public var rules: [InvoicingRule] = []

  /// The shop's own series of proformas, where no rule says another; nil makes none.
  public var proformaSeries: Series?
  /// A trial: drafts are made instead of invoices.
  public var isDraft = false
  /// Whether an order that comes to nothing gets an invoice.
  public var zeroTotal = ZeroTotal.skip
  /// By the shop's word for a method: how money that comes so is booked.
  public var payments: [String: PaymentTerms]
  /// Nil where the shop has the invoicing module alone.
  public var stock: StockPolicy?

  public static let delayedAfterDefault = Duration.seconds(300)

  public init(
    shop: ShopID, account: AccountID, series: Series, trigger: Trigger, statuses: Set<String>,
    delayedAfter: Duration = Self.delayedAfterDefault, payments: [String: PaymentTerms] = [:],
    cancel: CancelMode = .annul, stock: StockPolicy? = nil
  ) {
    self.shop = shop
    self.account = account
    self.series = series
    self.trigger = trigger
    self.statuses = statuses
    self.delayedAfter = delayedAfter
    self.payments = payments
    self.cancel = cancel
    self.stock = stock
  }

  /// How an order is invoiced, and by which rule, counted from 0; nil for the shop's own way.
  public func choice(for order: Order) -> (rule: Int?, model: InvoiceModel) {
    let rule = rules.firstIndex { $0.when.holds(for: order) }
    var own = InvoiceModel(series: series.name, terms: terms, mail: mail)
    own.wait = wait
    own.proformaSeries = proformaSeries?.name
    return (rule, (rule.map { rules[$0].use } ?? own).filled(from: order))
  }

  /// Every series that an invoice of the shop may be issued in.
  public var allSeries: Set<Series> {
    Set(rules.map { Series(cif: series.cif, name: $0.use.series) }).union([series])
  }

  /// Every series that a proforma of the shop may be issued in.
  public var allProformaSeries: Set<Series> {
    Set(rules.compactMap(\.use.proformaSeries).map { Series(cif: series.cif, name: $0) })
      .union(proformaSeries.map { [$0] } ?? [])
  }
}

/// A document series of one company: the numbering that a create call draws from.
public struct Series: Hashable, Sendable, Codable {
  /// The company's fiscal code as SmartBill is configured with it, `RO` prefix included.
  public let cif: String
  public let name: String

  public init(cif: String, name: String) {
    self.cif = cif
    self.name = name
  }
}
