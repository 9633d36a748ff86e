/// What the shop knows of an order's invoice.
struct ShopInvoice: Codable, Equatable, Sendable {
  var series: String?
  var number: String?
  var revision: Int?
  var total: String?
  var currency: String?
  var issuedOn: String?
  /// Punte's own link to the PDF; nil where it has none.
  var documentURL: String?
  /// SmartBill's page.
  var viewURL: String?
  /// The storno that it was cancelled by.
  var storno: String?
  var state: State

  enum State: String, Codable, Sendable {
    case issued, cancelled, reversed, failed
  }

  enum CodingKeys: String, CodingKey {
    case series, number, revision, total, currency, storno, state
    case issuedOn = "issued_on"
    case documentURL = "document_url"
    case viewURL = "view_url"
  }

  var isLive: Bool { state == .issued }

  /// Only what was issued can be.
  var isRestorable: Bool { state == .cancelled && number != nil && storno == nil }

  /// "FCT 0042", or nil when Punte named none.
  var title: String? {
    guard let number else { return nil }
    return [series, number].compactMap(\.self).joined(separator: " ")
  }

  /// This invoice, with what a callback about its end leaves out taken from what was known of it.
  func keeping(_ known: ShopInvoice?) -> ShopInvoice {
    guard let known, number == nil || number == known.number else { return self }
    var kept = known
    kept.state = state
    kept.storno = storno
    return kept
  }
}

extension ShopInvoice {
  /// Reads the contract's `invoice`, whose state is said by the callback's type.
  init(_ wire: ShopCallback.Invoice, state: State) {
    self.init(
      series: wire.series, number: wire.number, revision: wire.revision, total: wire.total,
      currency: wire.currency, issuedOn: wire.issuedOn, documentURL: wire.documentURL,
      viewURL: wire.viewURL, state: state)
  }
}
