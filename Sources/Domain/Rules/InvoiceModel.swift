/// How an order is invoiced, as the settings have it: a shop's own way, or a rule's.
public struct InvoiceModel: Sendable, Equatable {
  /// What an order that reached its status is given.
  public enum Kind: String, Sendable, CaseIterable { case invoice, proforma }

  public var kind = Kind.invoice
  /// The series' name; its company is the account's.
  public var series: String
  /// The name of the series that its proforma takes a number of; nil makes none.
  public var proformaSeries: String?
  /// Texts may hold fields of the order (`MergeText`).
  public var terms: DocumentTerms
  /// How the invoice is e-mailed once it is issued; nil doesn't.
  public var mail: InvoiceMail?
  /// How long an order that reached its status is left alone: customers think again.
  public var wait = Duration.zero

  public init(
    series: String, terms: DocumentTerms = DocumentTerms(), mail: InvoiceMail? = nil
  ) {
    self.series = series
    self.terms = terms
    self.mail = mail
  }

  /// The same, with the order's fields in the texts' places.
  public func filled(from order: Order) -> InvoiceModel {
    var model = self
    model.terms.mentions = terms.mentions.map { MergeText.filled($0, from: order) }
    model.terms.observations = terms.observations.map { MergeText.filled($0, from: order) }
    model.mail?.subject = mail?.subject?.filled(from: order)
    model.mail?.text = mail?.text?.filled(from: order)
    return model
  }
}

extension MailSubject {
  fileprivate func filled(from order: Order) -> MailSubject {
    let filled = MergeText.filled(text, from: order)
    return MailSubject(String(filled.prefix(Self.lengths.upperBound))) ?? self
  }
}

extension MailText {
  fileprivate func filled(from order: Order) -> MailText {
    MailText(MergeText.filled(text, from: order)) ?? self
  }
}
