/// All that decides a storno: SmartBill makes it of the invoice that it reverses.
public struct StornoDraft: Sendable, Equatable {
  public var key: InvoiceKey
  public var series: Series
  public var original: IssuedDocument
  /// `yyyy-MM-dd`, never before the original's.
  public var issuedOn: String

  public init(key: InvoiceKey, series: Series, original: IssuedDocument, issuedOn: String) {
    self.key = key
    self.series = series
    self.original = original
    // SmartBill refuses an earlier one; days compare as texts do.
    self.issuedOn = max(issuedOn, original.issuedOn)
  }

  /// What the storno comes to: minus the original's.
  public var total: Money { -original.total }
}
