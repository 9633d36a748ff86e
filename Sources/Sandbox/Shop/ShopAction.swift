/// A button of an order's page.
enum ShopAction: Sendable {
  case sendToERP, viewInvoice, cancelInvoice, restoreInvoice, refund, recordPayment
}
