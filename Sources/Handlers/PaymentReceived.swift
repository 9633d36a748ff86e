import Domain

/// The shop received money for an order: it is to be booked as a payment of the order's invoice.
enum PaymentReceived: Handler {
  static let type = "payment.received"

  struct Payload: EventPayload {
    /// A whole order may stand here; only its id matters.
    struct OrderReference: Decodable { let id: OrderID }

    let order: OrderReference
    let payment: ReceivedPayment
    var subject: OrderID? { order.id }

    private enum CodingKeys: String, CodingKey { case order, payment }
    private enum PaymentKeys: String, CodingKey { case id }

    init(from decoder: any Decoder) throws {
      let data = try decoder.container(keyedBy: CodingKeys.self)
      order = try data.decode(OrderReference.self, forKey: .order)
      payment = try data.decode(ReceivedPayment.self, forKey: .payment)
      if let fault = payment.id.fault {
        throw DecodingError.unfit(
          fault, forKey: .id,
          in: try data.nestedContainer(keyedBy: PaymentKeys.self, forKey: .payment))
      }
    }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    .command(
      .recordPayment(
        .init(
          asked: asked, account: policy.account, order: payload.order.id,
          payment: payload.payment)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .payment
  }
}
