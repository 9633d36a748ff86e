import Domain

/// An order reached a status: some ask for its invoice, and some say that it is cancelled.
enum OrderStatusChanged: Handler {
  static let type = "order.status_changed"

  static func decide(_ payload: OrderPayload, asked: Asking, under policy: ShopPolicy)
    -> Decision
  {
    let order = payload.order
    if policy.cancelStatuses.contains(order.status) {
      return .command(
        .cancelInvoice(
          .init(
            asked: asked, account: policy.account, series: policy.series, order: order.id,
            mode: policy.cancel, reach: .unsent)))
    }
    let isProforma = policy.givesProforma(to: order)
    guard isProforma || policy.statuses.contains(order.status) else {
      return .nothing(JobNote(.statusAsksNothing, detail: order.status))
    }
    guard policy.trigger == .automatic else {
      return .nothing(JobNote(.triggerIsManual))
    }
    return isProforma
      ? payload.proforma(asked: asked, cause: .statusChange, under: policy)
      : payload.issue(asked: asked, cause: .statusChange, under: policy)
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    policy.trigger == .automatic && head.status.map(policy.statuses.contains) == true
      ? .issue : nil
  }
}

extension ShopPolicy {
  /// Whether the rule that an order meets gives it a proforma. One that names its statuses needs them
  /// nowhere else: an order that meets no such rule must not be invoiced for them.
  fileprivate func givesProforma(to order: Order) -> Bool {
    guard let rule = choice(for: order).rule.map({ rules[$0] }), rule.use.kind == .proforma
    else { return false }
    return rule.when.namesStatus || statuses.contains(order.status)
  }
}
