import Domain

/// The data of an event that carries a whole order.
struct OrderPayload: EventPayload {
  let order: Order
  var subject: OrderID? { order.id }

  /// Issues the invoice, and sees to it that the shop hears of a delay.
  func issue(
    asked: Asking, cause: Command.IssueInvoice.Cause, under policy: ShopPolicy
  ) -> Decision {
    Decision(commands: [
      .issueInvoice(
        .init(
          asked: asked, cause: cause, account: policy.account, series: policy.series,
          order: order)),
      .watchInvoice(.init(asked: asked, order: order.id, delay: policy.delayedAfter)),
    ])
  }
}
