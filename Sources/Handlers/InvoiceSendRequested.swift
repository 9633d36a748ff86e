import Domain

/// An operator asked for an order's invoice to be e-mailed to the customer, once more or at last.
enum InvoiceSendRequested: Handler {
  static let type = "invoice.send_requested"

  struct Payload: EventPayload {
    /// A whole order may stand here; only its id matters.
    struct OrderReference: Decodable { let id: OrderID }

    let order: OrderReference
    let to: MailAddresses?
    let cc: MailAddresses?
    let mailSubject: MailSubject?
    let text: MailText?
    var subject: OrderID? { order.id }

    enum CodingKeys: String, CodingKey {
      case order, to, cc, text
      case mailSubject = "subject"
    }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    .command(
      .sendInvoice(
        .init(
          asked: asked, account: policy.account, order: payload.order.id,
          mail: InvoiceMail(
            to: payload.to, cc: payload.cc, subject: payload.mailSubject, text: payload.text))))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    .send
  }
}
