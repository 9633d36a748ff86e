import Domain

/// How an order is to be invoiced, in the story's own words: what comes of Punte's settings is held
/// against it.
struct InvoicingWay: Sendable, Hashable {
  let series: String
  /// Each way's own, so that a document tells by which it was issued.
  let dueDays: Int
  /// To whom the invoice is e-mailed; nil: to nobody.
  let mail: String?
  let wait: Duration

  var model: InvoiceModel {
    var model = InvoiceModel(
      series: series, terms: DocumentTerms(dueDays: dueDays),
      mail: mail.map { InvoiceMail(to: MailAddresses($0)) })
    model.wait = wait
    return model
  }
}

/// What rules go by, of an order.
struct OrderSort: Sendable {
  let customer: Party.Kind
  let method: String
  let isAbroad: Bool
}

/// A rule of a shop, as it was drawn.
struct StoryRule: Sendable {
  /// nil: whatever it is.
  var customer: Party.Kind?
  var method: String?
  var isAbroad: Bool?
  let way: InvoicingWay

  func isMet(by sort: OrderSort) -> Bool {
    (customer ?? sort.customer) == sort.customer && (method ?? sort.method) == sort.method
      && (isAbroad ?? sort.isAbroad) == sort.isAbroad
  }

  var rule: InvoicingRule {
    var words: [OrderAspect: [String]] = [:]
    words[.customer] = customer.map { [$0.rawValue] }
    words[.payment] = method.map { [$0] }
    words[.country] = isAbroad.map { [$0 ? "abroad" : "Romania"] }
    return InvoicingRule(when: OrderCondition(words), use: way.model)
  }
}

/// A shop's ways: those of its rules, the first that is met, and else its own.
struct ShopWays: Sendable {
  let own: InvoicingWay
  let rules: [StoryRule]

  func way(for sort: OrderSort) -> InvoicingWay {
    rules.first { $0.isMet(by: sort) }?.way ?? own
  }
}
