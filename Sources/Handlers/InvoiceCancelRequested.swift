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
    let order = payload.order.id
    let cancel = Command.cancelInvoice(
      .init(
        asked: asked, account: policy.account, series: policy.series, order: order,
        mode: policy.cancel, reach: policy.isDraft ? .invoice : .order))
    guard !policy.isDraft else { return Decision(commands: [cancel]) }
    // After it: what the cancel meets decides whether the proforma goes too.
    let proforma = policy.tombstoneSeries.map { series in
      Command.cancelProforma(
        .init(
          asked: asked, cause: .invoiceCancel, account: policy.account, series: series,
          order: order))
    }
    return Decision(commands: [cancel] + (proforma.map { [$0] } ?? []))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .cancel
  }
}
