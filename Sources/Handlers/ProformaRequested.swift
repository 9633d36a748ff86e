import Domain

/// An operator, or the shop by itself, wants a proforma of an order.
enum ProformaRequested: Handler {
  static let type = "proforma.requested"

  static func decide(_ payload: OrderPayload, asked: Asking, under policy: ShopPolicy)
    -> Decision
  {
    payload.proforma(asked: asked, cause: .request, under: policy)
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .proforma
  }
}
