import Domain

/// What a kept document is called: by all that may change what SmartBill prints. A cancelled
/// invoice has another name than before, so that its old copy is never shown again.
struct DocumentName: Sendable, Hashable, CustomStringConvertible {
  static let suffix = ".document"

  let description: String
  /// What the names of one invoice's documents begin with.
  let invoicePrefix: String

  static func prefix(of invoice: Invoice.ID) -> String { "\(invoice)-" }

  init(_ invoice: Invoice) {
    invoicePrefix = Self.prefix(of: invoice.id)
    let moment = invoice.updatedAt.milliseconds
    description = "\(invoicePrefix)\(invoice.state.rawValue)-\(moment)\(Self.suffix)"
  }
}
