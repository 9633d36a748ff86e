import Domain

/// An order's proforma is to stand no longer.
enum ProformaCancelRequested: Handler {
  static let type = "proforma.cancel_requested"

  struct Payload: EventPayload {
    /// A whole order may stand here; only its id matters.
    struct OrderReference: Decodable { let id: OrderID }

    let order: OrderReference
    var subject: OrderID? { order.id }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    guard let series = policy.tombstoneSeries else {
      return .refused(Failure(.proformasNotSetUp))
    }
    return .command(
      .cancelProforma(
        .init(
          asked: asked, cause: .request, account: policy.account, series: series,
          order: payload.order.id)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .cancelProforma
  }
}

extension ShopPolicy {
  /// Where a cancel that meets no proforma stands; nil in a shop that has none.
  var tombstoneSeries: Series? {
    proformaSeries ?? allProformaSeries.min { $0.name < $1.name }
  }
}
