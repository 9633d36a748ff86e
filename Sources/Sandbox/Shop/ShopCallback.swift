import FoundationEssentials

/// What Punte tells the shop about one order.
struct ShopCallback: Equatable, Sendable {
  let type: String
  let orderID: String
  let sequence: Int64
  let news: News

  enum News: Equatable, Sendable {
    case issued(ShopInvoice)
    case cancelled(ShopInvoice)
    case restored(ShopInvoice)
    case reversed(ShopReversal)
    case failed(ShopFailure)
    /// The invoice takes longer, and why.
    case delayed(ShopFailure)
    /// A payment is booked: its id, its receipt if it has one, what is left to pay.
    case paid(String, receipt: String?, left: String?)
    case paymentFailed(String, ShopFailure.Words)
    /// A type this shop does not know, which is received and left alone.
    case other
  }

  /// Whether it only asks if the shop is there and verifies signatures: nothing is kept of it.
  static func isCheck(_ body: Data) -> Bool {
    struct Head: Decodable { let type: String }
    return (try? JSONDecoder().decode(Head.self, from: body))?.type == "punte.check"
  }

  /// Reads a callback's body; nil when it is not one of the contract.
  init?(_ body: Data) {
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: body) else { return nil }
    type = envelope.type
    orderID = envelope.data.orderID
    sequence = envelope.data.sequence
    let operation = envelope.data.operation.map(ShopRequest.init(rawValue:))
    switch (envelope.type, envelope.data.invoice, operation, envelope.data.failure) {
    case ("invoice.issued", let invoice?, _, _):
      guard invoice.number != nil else { return nil }
      news = .issued(ShopInvoice(invoice, state: .issued))
    case ("invoice.cancelled", let invoice?, _, _):
      var cancelled = ShopInvoice(invoice, state: .cancelled)
      cancelled.storno = envelope.data.storno.map { "\($0.series) \($0.number)" }
      news = .cancelled(cancelled)
    case ("invoice.reversed", _, _, _):
      guard let reversal = envelope.data.reversal else { return nil }
      news = .reversed(reversal)
    case ("invoice.restored", let invoice?, _, _):
      news = .restored(ShopInvoice(invoice, state: .issued))
    case ("invoice.failed", _, .some(nil), let failure?) where envelope.data.payment != nil:
      news = .paymentFailed(envelope.data.payment?.id ?? "", failure.reason)
    case ("payment.recorded", _, _, _):
      guard let payment = envelope.data.payment else { return nil }
      news = .paid(payment.id, receipt: payment.receipt?.text, left: envelope.data.left)
    case ("invoice.failed", _, .some(nil), _?):
      // Of what this shop has no button for.
      news = .other
    case ("invoice.failed", _, let operation??, let failure?):
      news = .failed(
        ShopFailure(
          operation: operation, code: failure.code, reason: failure.reason,
          remedy: failure.remedy, detail: failure.detail))
    case ("invoice.delayed", _, _, let failure?):
      news = .delayed(
        ShopFailure(
          operation: .issue, code: failure.code, reason: failure.reason,
          remedy: failure.remedy, detail: failure.detail))
    case ("invoice.issued", _, _, _), ("invoice.cancelled", _, _, _), ("invoice.restored", _, _, _),
      ("invoice.failed", _, _, _), ("invoice.delayed", _, _, _):
      return nil
    default:
      news = .other
    }
  }
}

extension ShopCallback {
  private struct Envelope: Decodable {
    let type: String
    let data: Payload
  }

  private struct Payload: Decodable {
    let orderID: String
    let sequence: Int64
    let invoice: Invoice?
    let storno: Storno?
    let reversal: ShopReversal?
    let operation: String?
    let failure: Failure?
    let payment: Payment?
    let left: String?

    enum CodingKeys: String, CodingKey {
      case sequence, invoice, storno, reversal, operation, failure, payment
      case left = "left_to_pay"
      case orderID = "order_id"
    }
  }

  private struct Payment: Decodable {
    struct Receipt: Decodable {
      let series: String
      let number: String?

      var text: String { "\(series) \(number ?? "?")" }
    }

    let id: String
    let receipt: Receipt?
  }

  private struct Storno: Decodable {
    let series: String
    let number: String
  }

  struct Invoice: Decodable {
    let series: String?
    let number: String?
    let revision: Int
    let total: String?
    let currency: String?
    let issuedOn: String?
    let documentURL: String?
    let viewURL: String?

    enum CodingKeys: String, CodingKey {
      case series, number, revision, total, currency
      case issuedOn = "issued_on"
      case documentURL = "document_url"
      case viewURL = "view_url"
    }
  }

  private struct Failure: Decodable {
    let code: String
    let reason: ShopFailure.Words
    let remedy: ShopFailure.Words
    let detail: String?
  }
}
