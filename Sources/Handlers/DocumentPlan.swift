import Domain

/// How a document of an order is issued by the settings of now, where it was planned before.
public enum DocumentPlan {
  /// The order that an event carries; nil where it carries none that can be read.
  public static func order(in body: [UInt8]) -> Order? {
    guard let text = try? EventText(body) else { return nil }
    return try? EventReading.read(EventBody<OrderPayload>.self, from: text).get().data.order
  }

  /// The status that an order reached by a change of it; nil for another event.
  public static func statusReached(in body: [UInt8]) -> String? {
    guard let text = try? EventText(body),
      let head = try? EventReading.read(EventHead.self, from: text).get(),
      head.type == OrderStatusChanged.type
    else { return nil }
    return head.status
  }

  /// Why a document of the order can't be issued as the settings are; nil where it can.
  public static func obstacle(
    to order: Order, as kind: InvoiceKey.Kind, under policy: ShopPolicy
  ) -> Failure? {
    kind == .draft
      ? nil : OrderPayload(order: order).mailFailure(by: policy.choice(for: order).model)
  }

  /// Nil where the settings have no such document any more.
  public static func command(
    for order: Order, asked: Asking, cause: Command.IssueInvoice.Cause, as kind: InvoiceKey.Kind,
    under policy: ShopPolicy
  ) -> Command.IssueInvoice? {
    let payload = OrderPayload(order: order)
    let model = policy.choice(for: order).model
    return kind == .proforma
      ? payload.proforma(asked: asked, cause: cause, by: model, under: policy)
      : payload.invoice(asked: asked, cause: cause, by: model, under: policy)
  }
}

extension ShopPolicy {
  /// Whether nothing is issued for an order because it comes to 0.00.
  public func skips(_ order: Order) -> Bool { zeroTotal == .skip && order.total == .zero }
}
