import Domain
import FoundationEssentials

/// The body of `POST /invoice/reverse`: a whole invoice, and no amounts (`smartbill-api.md` §5).
struct WireStorno: Encodable, Equatable, Sendable {
  var companyVatCode: String
  /// `yyyy-MM-dd`.
  var issueDate: String
  /// The invoice's, as SmartBill writes it.
  var number: String
  var seriesName: String

  init(_ draft: StornoDraft) {
    companyVatCode = draft.series.cif
    issueDate = draft.issuedOn
    number = draft.original.number.text
    seriesName = draft.original.number.series
  }

  /// The same bytes for the same storno.
  func body() throws(Failure) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self))
    } catch {
      throw Failure(.reverseRefused, detail: "the storno can't be written as JSON")
    }
  }
}
