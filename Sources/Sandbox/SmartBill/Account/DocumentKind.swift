/// What a series numbers, and the words that SmartBill's texts have for it.
enum DocumentKind: String, CaseIterable, Sendable {
  case invoice, estimate, receipt

  /// The `type` of `GET /series` (smartbill-api.md §5).
  var letter: String {
    switch self {
    case .invoice: "f"
    case .estimate: "p"
    case .receipt: "c"
    }
  }

  /// `Factura cu seria …`
  var title: String {
    switch self {
    case .invoice: "Factura"
    case .estimate: "Proforma"
    case .receipt: "Chitanta"
    }
  }

  /// `Numarul facturii …`
  var genitive: String {
    switch self {
    case .invoice: "facturii"
    case .estimate: "proformei"
    case .receipt: "chitantei"
    }
  }
}
