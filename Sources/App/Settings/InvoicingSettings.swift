import Domain
import SmartBill

/// When a shop's orders are invoiced, and how.
struct InvoicingSettings: Sendable, Equatable {
  var trigger: ShopPolicy.Trigger
  /// The statuses that ask for an invoice; may be empty where the trigger is manual.
  var statuses: Set<String>
  /// The statuses of cancelled orders: what wasn't sent for them yet isn't any more.
  var cancelStatuses: Set<String> = []
  /// The shop is told of an invoice that is not issued so long after it was asked for.
  var delayedAfter: Duration
  /// The shop's own way, where no rule says another.
  var model: InvoiceModel
  var monthEnd: MonthEnd?
  var rules: [InvoicingRule]
  /// By the shop's word for a method: how money that comes so is booked.
  var payments: [String: PaymentTerms] = [:]
  /// How what is issued is cancelled.
  var cancel = CancelMode.annul
  /// A trial: drafts are made instead of invoices.
  var isDraft = false
  /// Whether an order that comes to nothing gets an invoice.
  var zeroTotal = ShopPolicy.ZeroTotal.skip

  var series: String { model.series }

  /// Every series that an invoice may be issued in.
  var allSeries: Set<String> { Set([series] + rules.map(\.use.series)) }

  /// Every series that a proforma may be issued in.
  var proformaSeries: Set<String> { Set(models.compactMap(\.proformaSeries)) }

  /// Where receipts take their numbers.
  var receiptSeries: Set<String> { Set(payments.values.compactMap(\.series)) }

  /// Every way in which an order may be invoiced: the shop's own, and each rule's.
  var models: [InvoiceModel] { [model] + rules.map(\.use) }

  static let keys =
    [
      "trigger", "statuses", "cancel_statuses", "delayed_after", "month_end", "rules", "payments",
      "cancel", "draft", "zero_total",
    ] + ModelReading.keys
  static let laterKeys: [String] = []
}

extension InvoicingSettings {
  private static let delayBounds: ClosedRange<Duration> = .seconds(1) ... .seconds(86_400)

  private enum TriggerName: String, CaseIterable { case automatic, manual }

  /// - Parameter account: the shop's; nil where the file names none that could be read.
  init?(
    _ section: SettingsSection, of account: SmartBillAccount?, products: ProductSettings? = nil
  ) {
    let trigger = section.required("trigger", as: SettingsWord.of(TriggerName.self))
    let statuses = section.list("statuses", as: SettingsText.nonEmpty)
    let cancelStatuses = section.list("cancel_statuses", as: SettingsText.nonEmpty)
    if let both = cancelStatuses.first(where: statuses.contains) {
      section.report(
        SettingsComplaint(
          .both(
            "are „\(both)”, care stă și la statuses",
            "names “\(both)”, which stands among statuses too"),
          remedy: .both(
            "lăsați-l într-un singur loc: statuses cere factura, cancel_statuses o oprește",
            "leave it in one of the two: one asks for the invoice, the other calls it off")),
        onKey: "cancel_statuses")
    }
    if section.node("series") == nil { section.reportMissing("series") }
    let model = ModelReading(section: section, account: account)
      .model(over: InvoiceModel(series: "", terms: DocumentTerms(products)))
    let monthEnd = section.section("month_end", keys: MonthEnd.keys).flatMap { MonthEnd($0) }
    let rules = RuleReading(account: account, own: model).rules(of: section)
    let delayedAfter = section.duration(
      "delayed_after", default: ShopPolicy.delayedAfterDefault, in: Self.delayBounds)
    let payments = PaymentSettings.terms(in: section.section("payments", keys: nil))
    let isDraft = section.flag("draft", default: false)
    if trigger == .automatic {
      if section.node("statuses") == nil {
        section.reportMissing("statuses")
      } else if section.count(ofList: "statuses") == 0 {
        section.report(
          SettingsComplaint(
            .both(
              "e gol, deci nicio comandă n-ar fi facturată",
              "is empty, so no order would ever be invoiced"),
            remedy: .both(
              "scrieți starea care cere factura, sau trigger: manual",
              "write the status that asks for an invoice, or trigger: manual")),
          onKey: "statuses")
      }
    }
    guard let trigger else { return nil }
    self.init(
      trigger: trigger == .automatic ? .automatic : .manual, statuses: Set(statuses),
      cancelStatuses: Set(cancelStatuses),
      delayedAfter: delayedAfter, model: model, monthEnd: monthEnd, rules: rules,
      payments: payments, cancel: section.word("cancel", default: CancelMode.annul),
      isDraft: isDraft,
      zeroTotal: section.word("zero_total", default: ShopPolicy.ZeroTotal.skip))
  }
}

extension DocumentTerms {
  fileprivate init(_ products: ProductSettings?) {
    self.init(warehouse: products?.warehouse)
    self.products = products?.terms
  }
}

extension MonthEnd {
  fileprivate static let keys = ["from", "until"]

  fileprivate init?(_ section: SettingsSection) {
    let count = section.source.errors.count
    for key in Self.keys where section.node(key) == nil { section.reportMissing(key) }
    self.init(
      from: section.integer("from", default: 31, in: Self.fromBounds),
      until: section.integer("until", default: 1, in: Self.untilBounds))
    guard section.source.errors.count == count else { return nil }
  }
}
