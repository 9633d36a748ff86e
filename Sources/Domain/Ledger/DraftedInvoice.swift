/// A draft as it was made: it has no number until a person makes an invoice of it in SmartBill.
public struct DraftedInvoice: Codable, Sendable, Equatable {
  public var series: String
  public var total: Money
  public var currency: String
  /// `yyyy-MM-dd`.
  public var issuedOn: String
  /// SmartBill's edit page; needs a login there. nil where only a person knows it.
  public var editURL: String?

  public init(
    series: String, total: Money, currency: String, issuedOn: String, editURL: String?
  ) {
    self.series = series
    self.total = total
    self.currency = currency
    self.issuedOn = issuedOn
    self.editURL = editURL
  }
}

extension Invoice {
  /// Told again, the fact keeps its id and sequence; nil where nothing was ever reserved.
  public func draftedNotice(editURL: String?, asked: Asking) -> Notice? {
    reserved.map { reserved in
      draftedNotice(
        DraftedInvoice(
          series: series.name, total: reserved.total, currency: reserved.currency,
          issuedOn: reserved.issuedOn, editURL: editURL), asked: asked)
    }
  }

  public func draftedNotice(_ draft: DraftedInvoice, asked: Asking) -> Notice {
    notice("drafted", asked: asked, .drafted(draft, revision: key.revision))
  }
}
