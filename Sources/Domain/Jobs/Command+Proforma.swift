extension Command {
  /// Cancel the proforma of an order.
  public struct CancelProforma: Codable, Sendable, Equatable {
    public enum Cause: String, Codable, Sendable {
      case request
      /// “Anuleaza factura” was pressed: the proforma goes with the invoice that is not issued.
      case invoiceCancel = "invoice_cancel"
    }

    public var asked: Asking
    public var cause: Cause
    public var account: AccountID
    /// Of proformas, for the tombstone that a request leaves where it meets none.
    public var series: Series
    public var order: OrderID

    public init(
      asked: Asking, cause: Cause, account: AccountID, series: Series, order: OrderID
    ) {
      self.asked = asked
      self.cause = cause
      self.account = account
      self.series = series
      self.order = order
    }

    public var key: InvoiceKey {
      InvoiceKey(
        account: account, shop: asked.shop, order: order, kind: .proforma, revision: 0)
    }
  }
}
