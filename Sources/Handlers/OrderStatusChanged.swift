import Domain

/// An order reached a status; one of the trigger set asks for its invoice.
enum OrderStatusChanged: Handler {
  static let type = "order.status_changed"

  static func decide(_ payload: OrderPayload, asked: Asking, under policy: ShopPolicy)
    -> Decision
  {
    let status = payload.order.status
    guard policy.statuses.contains(status) else {
      return .nothing("the status “\(status)” asks for no invoice")
    }
    guard policy.trigger == .automatic else {
      return .nothing("waits for “Trimite in Erp”: the shop's trigger is manual")
    }
    return payload.issue(asked: asked, cause: .statusChange, under: policy)
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    policy.trigger == .automatic && head.status.map(policy.statuses.contains) == true
      ? .issue : nil
  }
}
