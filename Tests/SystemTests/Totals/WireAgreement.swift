import Domain
import TestKit
import Testing

@testable import SmartBill

/// Whatever becomes of a document: both sides make the same of the same lines.
enum WireAgreement {
  static func check(_ draft: InvoiceDraft, _ naming: VATNaming, paysVAT: Bool, seed: UInt64) throws
  {
    guard let wire = try? WireInvoice(draft, naming: naming) else { return }
    let body = try wire.body()
    for rounding in VATRounding.allCases {
      let total = Money(units: Int64(wire.totals.total(rounding)))
      let theirs = try PretendedBooks.total(
        of: body, roundedByLine: rounding == .line, paysVAT: paysVAT)
      expectEqual(theirs, total.description, "order of seed \(seed), \(rounding)")
    }
  }
}
