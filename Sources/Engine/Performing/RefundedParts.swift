import Domain

/// What the calls asked for that made an invoice, and that took parts of it back: a refund may take
/// what is left.
struct RefundedParts: Sendable {
  struct Document: Sendable {
    var number: String
    /// The bytes of its call; nil where they were removed.
    var request: [UInt8]?
  }

  var invoice: Document
  var refunds: [Document]

  /// Why a refund can't be sent; nil if it can.
  ///
  /// - Parameter body: its call's.
  func objection(to body: [UInt8], by invoicing: any Invoicing) -> Failure? {
    var lines: [DocumentLines] = []
    for document in [invoice] + refunds {
      guard let known = document.request.flatMap(invoicing.lines(askedForBy:)) else {
        return Failure(.refundLinesUnknown, detail: document.number)
      }
      lines.append(known)
    }
    guard let refund = invoicing.lines(askedForBy: body) else {
      return Failure(.refundLinesUnknown, detail: "the refund itself")
    }
    let limit = RefundLimit(invoice: lines[0], taken: Array(lines.dropFirst()))
    return limit.excess(of: refund).map { Self.failure($0, of: invoice.number) }
  }

  /// With the numbers, in both languages.
  private static func failure(_ excess: RefundLimit.Excess, of number: String) -> Failure {
    switch excess {
    case .rate(let vat, let asked, let left):
      return Failure(
        .refundExceeds,
        detail: "TVA \(vat): cerut \(asked), rămas \(left) din \(number) / "
          + "VAT \(vat): asked \(asked), left \(left) of \(number)")
    case .notInvoiced(let line, let code, let vat, let rates):
      let at = rates.map(\.description).joined(separator: ", ")
      return Failure(
        .refundNotInvoiced,
        detail: "\(name(line, code)), TVA \(vat): nu e pe \(number)"
          + (at.isEmpty ? "" : ", acolo are TVA \(at)")
          + " / \(name(line, code)), VAT \(vat): not on \(number)"
          + (at.isEmpty ? "" : ", where it has VAT \(at)"))
    case .pieces(let line, let code, let asked, let left):
      return Failure(
        .refundExceeds,
        detail: "\(name(line, code)): cerute \(asked), rămase \(left) din \(number) / "
          + "\(name(line, code)): asked \(asked) pieces, left \(left) of \(number)")
    case .amount(let line, let code, let asked, let sold):
      return Failure(
        .refundExceeds,
        detail: "\(name(line, code)): rambursat în total \(asked), vândut cu \(sold) pe \(number)"
          + " / \(name(line, code)): \(asked) given back in all, sold for \(sold) on \(number)")
    }
  }

  /// Its name may be anything, and the detail stands in the log.
  private static func name(_ line: Int, _ code: String?) -> String { code ?? "lines[\(line)]" }
}
