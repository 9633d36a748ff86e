/// A rule of the settings: orders of one sort are invoiced in a way of their own.
public struct InvoicingRule: Sendable, Equatable {
  public var when: OrderCondition
  /// Whole: what the rule doesn't say is the shop's own.
  public var use: InvoiceModel

  public init(when: OrderCondition, use: InvoiceModel) {
    self.when = when
    self.use = use
  }
}
