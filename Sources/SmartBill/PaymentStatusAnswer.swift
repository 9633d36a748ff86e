import Domain
import FoundationEssentials

/// Reads what came back of `GET /invoice/paymentstatus`, which answers for any document that
/// exists, paid or not (`smartbill-api.md` §5).
struct PaymentStatusAnswer {
  let block: Duration

  /// SmartBill's words for a document that isn't there (`smartbill-api.md` §7.4).
  private static let notFound = "Factura nu a fost gasita"

  func reading(of answer: RawAnswer, at now: Timestamp) -> DocumentReading {
    switch status(of: answer, at: now) {
    case .exists(let status): .exists(total: status.total)
    case .absent: .absent
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  func paid(of answer: RawAnswer, at now: Timestamp) -> PaidReading {
    switch status(of: answer, at: now) {
    case .exists(let status):
      status.paid.map { .exists(PaidAmount(total: status.total, paid: $0)) }
        ?? .unavailable(Failure(.smartBillUnreachable, detail: "no paidAmount in the answer"))
    case .absent: .absent
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  private enum Reading {
    /// `paid` is nil where it is missing, or no amount.
    case exists((total: Money, paid: Money?))
    case absent
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  private func status(of answer: RawAnswer, at now: Timestamp) -> Reading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> Reading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let words = Envelope(body)?.words
    if status == 401 { return .unavailable(Failure(.smartBillCredentials, detail: words)) }
    if let words, (200..<500).contains(status) {
      return ErrorText(words).contains(Self.notFound)
        ? .absent : .unavailable(Failure(.smartBillRefused, detail: words))
    }
    guard (200..<300).contains(status), let found = PaymentStatus(body),
      let total = found.invoiceTotalAmount
    else {
      return unavailable("HTTP \(status) without an amount")
    }
    return .exists((total, found.paidAmount))
  }

  private func unavailable(_ why: String) -> Reading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }
}

/// The body of the answer, with or without the wrapper of SmartBill's XML days.
private struct PaymentStatus: Decodable {
  /// nil where it is missing, or no amount of whole bani.
  var invoiceTotalAmount: Money?
  var paidAmount: Money?

  init?(_ body: [UInt8]) {
    guard let status = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
    self = status
  }

  init(from decoder: any Decoder) throws {
    let root = try decoder.container(keyedBy: CodingKeys.self)
    let fields =
      root.contains(.sbcInvoicePaymentStatusResponse)
      ? try root.nestedContainer(
        keyedBy: CodingKeys.self, forKey: .sbcInvoicePaymentStatusResponse) : root
    invoiceTotalAmount = Self.amount(.invoiceTotalAmount, in: fields)
    paidAmount = Self.amount(.paidAmount, in: fields)
  }

  /// A JSON number is read by its digits: Decimal keeps them, and its text is plain.
  private static func amount(_ key: CodingKeys, in fields: KeyedDecodingContainer<CodingKeys>)
    -> Money?
  {
    if let text = try? fields.decode(String.self, forKey: key) { return Money(text) }
    return (try? fields.decode(Decimal.self, forKey: key)).flatMap { Money("\($0)") }
  }

  private enum CodingKeys: String, CodingKey {
    case sbcInvoicePaymentStatusResponse, invoiceTotalAmount, paidAmount
  }
}
