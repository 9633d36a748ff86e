import Domain

/// A customer gets money back: for the whole order, or for some of its lines.
enum OrderRefunded: Handler {
  static let type = "order.refunded"

  struct Payload: EventPayload {
    let refund: Refund
    let id: OrderID
    let extent: RefundExtent
    var subject: OrderID? { id }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    var extent = payload.extent
    if case .part(let order, _) = extent {
      // For an invoice that doesn't know its own any more.
      extent = .part(order, policy.choice(for: order).model.terms.ofRefund)
    }
    return .command(
      .refundOrder(
        .init(
          asked: asked, account: policy.account, order: payload.id, refund: payload.refund.id,
          extent: extent)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .refund
  }
}

extension OrderRefunded {
  /// `data.refund`. It is of the whole order if `full` says so. Else it names the lines that are given
  /// back, which come to its total; they may be left out where that is the order's.
  struct Refund: Decodable {
    let id: RefundID
    let isFull: Bool
    let lines: [OrderLine]
    /// What the customer gets, VAT included.
    let total: Money?

    private enum CodingKeys: String, CodingKey { case id, full, lines, total }

    init(from decoder: any Decoder) throws {
      let refund = try decoder.container(keyedBy: CodingKeys.self)
      id = try refund.decode(RefundID.self, forKey: .id)
      if let fault = id.fault { throw DecodingError.unfit(fault, forKey: .id, in: refund) }
      isFull = try refund.decodeIfPresent(Bool.self, forKey: .full) ?? false
      lines = (try refund.decodeIfPresent([OrderLine].self, forKey: .lines) ?? [])
        .filter { $0.quantity != .zero }
      total = try refund.decodeIfPresent(Money.self, forKey: .total)
      guard isFull || total != nil else {
        throw DecodingError.unfit("is missing, or full", forKey: .total, in: refund)
      }
    }
  }
}

extension OrderRefunded.Payload {
  private enum CodingKeys: String, CodingKey { case order, refund }
  private struct OrderReference: Decodable { let id: OrderID }

  init(from decoder: any Decoder) throws {
    let data = try decoder.container(keyedBy: CodingKeys.self)
    refund = try data.decode(OrderRefunded.Refund.self, forKey: .refund)
    guard let total = refund.total, !refund.isFull else {
      // Only the id of the order matters then.
      id = try data.decode(OrderReference.self, forKey: .order).id
      extent = .whole(total: refund.total)
      return
    }
    var order = try data.decode(Order.self, forKey: .order).asInvoiced
    id = order.id
    guard !refund.lines.isEmpty else {
      if total == order.total {
        extent = .whole(total: total)
        return
      }
      throw DecodingError.unfit(
        "has no lines, though its total is not the order's", forKey: .refund, in: data)
    }
    order.lines = refund.lines.map { line in
      var line = line
      line.quantity = Quantity(units: -line.quantity.units)
      return line
    }
    order.total = -total
    extent = .part(order, DocumentTerms())
  }
}
