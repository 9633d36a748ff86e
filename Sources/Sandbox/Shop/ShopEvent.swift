import FoundationEssentials

/// What the shop tells Punte.
enum ShopEvent: Sendable {
  case statusChanged(ShopOrder, previous: ShopOrderStatus)
  case issueRequested(ShopOrder)
  case cancelRequested(orderID: String)
  case restoreRequested(orderID: String)
  case paymentReceived(ShopPayment, orderID: String)
  case refunded(ShopOrder, ShopRefund)

  var type: String {
    switch self {
    case .statusChanged: "order.status_changed"
    case .issueRequested: "invoice.issue_requested"
    case .cancelRequested: "invoice.cancel_requested"
    case .restoreRequested: "invoice.restore_requested"
    case .paymentReceived: "payment.received"
    case .refunded: "order.refunded"
    }
  }

  var orderID: String {
    switch self {
    case .statusChanged(let order, _), .issueRequested(let order), .refunded(let order, _):
      order.id
    case .cancelRequested(let orderID), .restoreRequested(let orderID): orderID
    case .paymentReceived(_, let orderID): orderID
    }
  }

  /// The body to sign and send: `{"type", "timestamp", "data"}`.
  func body(at now: ShopTime) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let envelope = Envelope(type: type, timestamp: now.rfc3339, data: Payload(self))
    guard let body = try? encoder.encode(envelope) else {
      preconditionFailure("strings, flags and lists can always be written as JSON")
    }
    return String(decoding: body, as: UTF8.self)
  }
}

extension ShopEvent {
  private struct Envelope: Encodable {
    let type: String
    let timestamp: String
    let data: Payload
  }

  private struct Payload: Encodable {
    let event: ShopEvent

    init(_ event: ShopEvent) {
      self.event = event
    }

    enum CodingKeys: String, CodingKey {
      case order, payment, refund
      case previousStatus = "previous_status"
      case requestedBy = "requested_by"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch event {
      case .statusChanged(let order, let previous):
        try container.encode(order, forKey: .order)
        try container.encode(previous, forKey: .previousStatus)
      case .issueRequested(let order):
        try container.encode(order, forKey: .order)
        try container.encode("operator", forKey: .requestedBy)
      case .refunded(let order, let refund):
        try container.encode(order, forKey: .order)
        try container.encode(refund, forKey: .refund)
      case .cancelRequested(let orderID), .restoreRequested(let orderID):
        try container.encode(["id": orderID], forKey: .order)
        try container.encode("operator", forKey: .requestedBy)
      case .paymentReceived(let payment, let orderID):
        try container.encode(["id": orderID], forKey: .order)
        try container.encode(
          ["id": payment.id, "method": payment.method, "amount": payment.amount], forKey: .payment)
      }
    }
  }
}
