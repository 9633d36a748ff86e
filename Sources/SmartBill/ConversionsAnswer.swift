import Domain
import FoundationEssentials

/// Reads what came back of `GET /estimate/invoices`, the one call whose filled `errorText` may be no
/// failure: a proforma that isn't invoiced yet is answered so (`smartbill-api.md` §5).
struct ConversionsAnswer {
  let block: Duration

  /// SmartBill's words for one that isn't invoiced, and for one that isn't there.
  private static let notInvoiced = "nu a fost facturata"
  private static let notFound = "nu a fost gasita"

  func reading(of answer: RawAnswer, at now: Timestamp) -> ConversionReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> ConversionReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let words = Envelope(body)?.words
    if status == 401 { return .unavailable(Failure(.smartBillCredentials, detail: words)) }
    if let words, (200..<500).contains(status) {
      let text = ErrorText(words)
      if (200..<300).contains(status), text.contains(Self.notInvoiced) { return .invoices([]) }
      return text.contains(Self.notFound)
        ? .absent : .unavailable(Failure(.smartBillRefused, detail: words))
    }
    guard (200..<300).contains(status), let list = ConversionList(body) else {
      return unavailable("HTTP \(status) without a list of invoices")
    }
    return .invoices(list.numbers)
  }

  private func unavailable(_ why: String) -> ConversionReading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }
}

/// The body of the answer. Drafts may be among the invoices, with an empty number.
private struct ConversionList: Decodable {
  struct Entry: Decodable {
    var series: String?
    var number: DocumentNumber?

    /// nil for a draft. `41` and `0041` are one number.
    var name: InvoiceNumber? {
      guard let number, !number.text.isEmpty else { return nil }
      return number.value.map { InvoiceNumber(series: series ?? "", value: $0) }
        ?? InvoiceNumber(series: series ?? "", text: number.text)
    }
  }

  var areInvoicesCreated: Bool?
  var invoices: [Entry]?

  var numbers: [InvoiceNumber] { (invoices ?? []).compactMap(\.name) }

  /// nil where it says nothing of invoices, or that there are some and not which.
  init?(_ body: [UInt8]) {
    guard let list = try? JSONDecoder().decode(Self.self, from: Data(body)),
      list.invoices != nil || list.areInvoicesCreated == false
    else { return nil }
    self = list
  }
}
