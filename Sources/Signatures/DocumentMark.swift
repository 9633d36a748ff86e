import Domain

/// Tells an invoice from one that got the same id in a database made anew: a link of the old one
/// must not open a stranger's. Nothing can be read from it.
public struct DocumentMark: Sendable, Equatable {
  static let byteCount = 8

  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  public init(shop: ShopID, order: OrderID, revision: Int, number: InvoiceNumber) {
    let parts = [shop.rawValue, order.rawValue, "\(revision)", number.series, number.text]
    // Each with its length, so that no two lists of parts are the same bytes.
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    bytes = Array(MessageDigest.sha256(Array(text.utf8)).prefix(Self.byteCount))
  }

  /// nil while there is no document to be shown.
  public init?(_ invoice: Invoice) {
    guard let document = invoice.shownDocument else { return nil }
    self.init(
      shop: invoice.key.shop, order: invoice.key.order, revision: invoice.key.revision,
      number: document.number)
  }
}
