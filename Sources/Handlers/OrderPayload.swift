import Domain

/// The data of an event that carries a whole order.
struct OrderPayload: EventPayload {
  let order: Order
  var subject: OrderID { order.id }

  func issue(
    asked: Asking, cause: Command.IssueInvoice.Cause, under policy: ShopPolicy
  ) -> Command {
    .issueInvoice(
      .init(
        asked: asked, cause: cause, account: policy.account, series: policy.series, order: order))
  }
}
