import Domain

/// An operator pressed "Anuleaza factura".
enum InvoiceCancelRequested: Handler {
  static let type = "invoice.cancel_requested"

  struct Payload: EventPayload {
    /// A whole order may stand here; only its id matters.
    struct OrderReference: Decodable { let id: OrderID }

    let order: OrderReference
    var subject: OrderID? { order.id }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    // A tombstone would keep the order from being invoiced once the trial is over.
    guard !policy.isDraft else {
      return .nothing("a draft is deleted in SmartBill: the shop is in draft mode")
    }
    return .command(
      .cancelInvoice(
        .init(
          asked: asked, account: policy.account, series: policy.series, order: payload.order.id,
          mode: policy.cancel)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .cancel
  }
}
