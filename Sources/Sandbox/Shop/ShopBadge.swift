/// The coloured words that tell a state at a glance.
enum ShopBadge {
  static func of(_ status: ShopOrderStatus) -> ShopMarkup {
    switch status {
    case .waiting: badge(status.rawValue, "plain")
    case .confirmed: badge(status.rawValue, "info")
    case .shipped: badge(status.rawValue, "good")
    case .cancelled: badge(status.rawValue, "bad")
    }
  }

  static func ofInvoice(_ record: ShopOrderRecord) -> ShopMarkup {
    if record.delay != nil { return badge("Întârzie", "info") }
    if let pending = record.pending { return badge(words(pending), "info") }
    if record.failure != nil { return badge("Eșuată", "bad") }
    guard let invoice = record.invoice else { return "<span class=\"soft\">–</span>" }
    return switch invoice.state {
    case .issued: badge(invoice.title ?? "Emisă", "good")
    case .cancelled: "<s class=\"soft\">\(invoice.title ?? "")</s> \(badge("Anulată", "plain"))"
    case .reversed: "<s class=\"soft\">\(invoice.title ?? "")</s> \(badge("Stornată", "plain"))"
    case .failed: badge("Eșuată", "bad")
    }
  }

  static func badge(_ text: String, _ kind: String) -> ShopMarkup {
    "<span class=\"badge \(kind)\">\(text)</span>"
  }

  /// The line shown while a request is under way.
  static func words(_ pending: ShopRequest) -> String {
    switch pending {
    case .issue: "Se emite factura…"
    case .cancel: "Se anulează factura…"
    case .restore: "Se restaurează factura…"
    case .refund: "Se facturează rambursarea…"
    }
  }
}
