import Domain
import FoundationEssentials

/// What an invoice takes from its proforma, or must have in common with it: who buys what, at which
/// prices. All else the invoice says itself.
struct ProformaContent: Decodable, Equatable {
  private var client: JSONTree?
  private var products: JSONTree?
  private var currency: JSONTree?
  private var exchangeRate: JSONTree?
  private var precision: JSONTree?

  /// nil for anything but a create call's body.
  init?(_ body: [UInt8]) {
    guard let content = try? JSONDecoder().decode(Self.self, from: Data(body)),
      content.client != nil, content.products != nil
    else { return nil }
    self = content
  }

  /// What of the proforma isn't as the order has it by now; nil where all is.
  func difference(from order: ProformaContent) -> String? {
    var parts: [String] = []
    if client != order.client { parts.append("customer") }
    if products != order.products { parts.append("lines") }
    if currency != order.currency || exchangeRate != order.exchangeRate {
      parts.append("currency")
    }
    if precision != order.precision { parts.append("precision") }
    return parts.isEmpty
      ? nil : "its \(parts.joined(separator: " and ")) isn't the order's any more"
  }
}
