import Domain
import Foundation

/// An order as a real WooCommerce sent it, as far as an invoice needs it, and what a connector
/// would make of it: money is net there, each amount with its tax beside it.
struct WooCommerceOrder: Decodable {
  struct Line: Decodable {
    var name: String?
    var methodTitle: String?
    var sku: String?
    var quantity: Int?
    var total: String
    var totalTax: String
    /// The ids of the rates that were applied.
    var taxes: [Int]
  }
  struct TaxLine: Decodable {
    var rateID: Int
    var ratePercent: Int
  }
  struct Billing: Decodable {
    var firstName: String
    var lastName: String
    var company: String
    var address: String
    var city: String
    var state: String
    var postcode: String
    var country: String
  }

  var capture: String
  var id: Int
  var currency: String
  var total: String
  var lineItems: [Line]
  var shippingLines: [Line]
  var feeLines: [Line]
  var taxLines: [TaxLine]
  var billing: Billing
  var meta: [String: String]

  static func all(in file: String) throws -> [WooCommerceOrder] {
    try JSONDecoder().decode([WooCommerceOrder].self, from: Data(contentsOf: URL(filePath: file)))
  }

  var order: Order? {
    guard let total = Money(total) else { return nil }
    var lines: [OrderLine] = []
    for (kind, kept) in [
      (OrderLine.Kind.product, lineItems), (.shipping, shippingLines), (.fee, feeLines),
    ] {
      for line in kept {
        guard let made = self.line(line, kind) else { return nil }
        lines.append(made)
      }
    }
    return Order(
      id: OrderID("\(id)"), number: "\(id)", status: "Confirmata", currency: currency,
      customer: customer, lines: lines, total: total)
  }

  /// The price of one is what the line comes to with its tax, shared out to four decimals.
  private func line(_ line: Line, _ kind: OrderLine.Kind) -> OrderLine? {
    guard let net = Money(line.total), let tax = Money(line.totalTax),
      let rate = taxLines.first(where: { line.taxes.contains($0.rateID) })?.ratePercent
    else { return nil }
    let (gross, quantity) = ((net + tax).units, Int64(line.quantity ?? 1))
    return OrderLine(
      kind: kind, code: line.sku, name: line.name ?? line.methodTitle ?? "Transport",
      quantity: Quantity(units: quantity * 10_000),
      price: Money(units: (gross * 2 + quantity) / (quantity * 2)),
      vatRate: VATRate(units: Int64(rate) * 100))
  }

  private var customer: Party {
    let isCompany = meta["smartbill_billing_type"] == "pj"
    return Party(
      kind: isCompany ? .company : .person,
      name: isCompany ? billing.company : "\(billing.firstName) \(billing.lastName)",
      vatCode: meta["smartbill_billing_cif"], address: billing.address, city: billing.city,
      county: billing.state, country: billing.country, postCode: billing.postcode)
  }
}
