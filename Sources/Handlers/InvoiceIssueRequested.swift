import Domain

/// An operator pressed "Trimite in Erp".
enum InvoiceIssueRequested: Handler {
  static let type = "invoice.issue_requested"

  static func decide(_ payload: OrderPayload, asked: Asking, under policy: ShopPolicy)
    -> Decision
  {
    payload.issue(asked: asked, cause: .request, under: policy)
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .issue
  }
}
