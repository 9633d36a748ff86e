/// Money that the shop received for an order, and what Punte told of it.
struct ShopPayment: Encodable, Equatable, Sendable {
  var id: String
  var method: String
  var amount: String
  var state = State.sent
  /// “CH 0001”, of what has a receipt.
  var receipt: String?
  var left: String?
  /// Why it could not be booked.
  var failure: ShopFailure.Words?

  enum State: String, Codable, Sendable { case sent, recorded, failed }

  enum CodingKeys: String, CodingKey {
    case id, method, amount, state, receipt, failure
    case left = "left_to_pay"
  }
}

/// A payment as it is asked for; what is left out is the order's.
struct ShopPaymentWish: Decodable, Sendable {
  var id: String?
  var method: String?
  var amount: String?

  func payment(of record: ShopOrderRecord) -> ShopPayment {
    ShopPayment(
      id: id ?? "\(record.order.id)-P\(record.payments.count + 1)",
      method: method ?? record.order.payment.method,
      amount: amount ?? record.order.total.text)
  }
}
