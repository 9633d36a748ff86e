import Domain

/// An operator wants a cancelled invoice to stand again.
enum InvoiceRestoreRequested: Handler {
  static let type = "invoice.restore_requested"

  struct Payload: EventPayload {
    /// A whole order may stand here; only its id matters.
    struct OrderReference: Decodable { let id: OrderID }

    let order: OrderReference
    var subject: OrderID? { order.id }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    .command(
      .restoreInvoice(
        .init(
          asked: asked, account: policy.account, order: payload.order.id, cancel: policy.cancel)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .restore
  }
}
