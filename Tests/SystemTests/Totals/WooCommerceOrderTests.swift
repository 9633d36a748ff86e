import Domain
import TestKit
import Testing

@testable import SmartBill

/// The orders that a real WooCommerce 10.9.1 sent, each to its total in either way of rounding.
@Suite struct WooCommerceOrderTests {
  private static let file = Repository.path("Tests/SystemTests/Fixtures/woocommerce-orders.json")

  private func draft(of order: Order) -> InvoiceDraft {
    InvoiceDraft(
      key: InvoiceKey(account: "firma", shop: "magazin", order: order.id, revision: 0),
      series: .sample, order: order, issuedOn: "2026-11-23")
  }

  /// Its total is a ban above the sum of its lines: the shop's cart rounds once, its lines each.
  private static let aBanAbove: Set<OrderID> = ["24", "25"]

  @Test func `real orders are issued to their totals, whatever is set of rounding`() throws {
    let orders = try WooCommerceOrder.all(in: Self.file)
    #expect(orders.count == 8)
    for kept in orders {
      let order = try #require(kept.order, "\(kept.capture)")
      for preparation in [
        InvoicePreparation(), InvoicePreparation(vatRounding: .line, roundingLineMax: "0.01"),
        InvoicePreparation(vatRounding: .document),
      ] {
        let prepared = try preparation.prepare(draft(of: order))
        for byLine in [true, false] {
          let total = try PretendedBooks.total(of: prepared.body, roundedByLine: byLine)
          #expect(total == kept.total, "\(kept.capture)")
        }
        #expect(!String(decoding: prepared.body, as: UTF8.self).contains("Rotunjire"))
      }
    }
  }

  @Test func `a ban that the shop rounded up is on one piece`() throws {
    let orders = try WooCommerceOrder.all(in: Self.file).compactMap(\.order)
    for order in orders where Self.aBanAbove.contains(order.id) {
      let plain = try WireInvoice(draft(of: order))
      #expect(plain.evened(to: order.total, by: .prices) == nil)
      let evened = try #require(plain.evened(to: order.total, by: .pieces))
      #expect(evened.products.count > plain.products.count, "order \(order.id)")
    }
  }

  @Test func `state codes become counties, and Bucharest its sector`() throws {
    let orders = try WooCommerceOrder.all(in: Self.file).compactMap(\.order)
    let places = try Dictionary(
      orders.map { order in
        let customer = try CustomerPreflight(order.customer).customer
        return (order.id.rawValue, "\(customer.city ?? ""), \(customer.county ?? "")")
      }, uniquingKeysWith: { first, _ in first })
    #expect(places["23"] == "Brașov, Brașov")
    #expect(places["24"] == "Cluj-Napoca, Cluj")
    #expect(places["33"] == "Sector 1, București")
    #expect(places["35"] == "Voluntari, Ilfov")
  }
}
