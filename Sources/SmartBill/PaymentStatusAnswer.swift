import Domain
import FoundationEssentials

/// Reads what came back of `GET /invoice/paymentstatus`, which answers for any document that
/// exists, paid or not (`smartbill-api.md` §5).
struct PaymentStatusAnswer {
  let block: Duration

  /// SmartBill's words for a document that isn't there (`smartbill-api.md` §7.4).
  private static let notFound = "Factura nu a fost gasita"

  func reading(of answer: RawAnswer, at now: Timestamp) -> DocumentReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> DocumentReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let words = Envelope(body)?.words
    if status == 401 { return .unavailable(Failure(.smartBillCredentials, detail: words)) }
    if let words, (200..<500).contains(status) {
      return ErrorText(words).contains(Self.notFound)
        ? .absent : .unavailable(Failure(.smartBillRefused, detail: words))
    }
    guard (200..<300).contains(status), let total = PaymentStatus(body)?.invoiceTotalAmount else {
      return unavailable("HTTP \(status) without an amount")
    }
    return .exists(total: total)
  }

  private func unavailable(_ why: String) -> DocumentReading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }
}

/// The body of the answer, with or without the wrapper of SmartBill's XML days.
private struct PaymentStatus: Decodable {
  /// nil where it is missing, or no amount of whole bani.
  var invoiceTotalAmount: Money?

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
    // A JSON number is read by its digits: Decimal keeps them, and its text is plain.
    invoiceTotalAmount =
      if let text = try? fields.decode(String.self, forKey: .invoiceTotalAmount) {
        Money(text)
      } else {
        Money("\(try fields.decode(Decimal.self, forKey: .invoiceTotalAmount))")
      }
  }

  private enum CodingKeys: String, CodingKey {
    case sbcInvoicePaymentStatusResponse, invoiceTotalAmount
  }
}
