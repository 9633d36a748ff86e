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

  /// Their totals are a ban above the sum of their lines: the shop's cart rounds once, its lines
  /// each. One has a line of several pieces, which can bear the ban; the other hasn't.
  private static let aBanAbove: (onAPiece: OrderID, onNone: OrderID) = ("24", "25")

  @Test func `real orders are issued to their totals`() throws {
    let orders = try WooCommerceOrder.all(in: Self.file)
    expectEqual(orders.count, 8)
    for kept in orders {
      let order = try #require(kept.order, "\(kept.capture)")
      let needsLine = order.id == Self.aBanAbove.onNone
      let prepared = try InvoicePreparation(roundingLineMax: needsLine ? "0.01" : nil)
        .prepare(draft(of: order))
      for byLine in [true, false] {
        let total = try PretendedBooks.total(of: prepared.body, roundedByLine: byLine)
        expectEqual(total, kept.total, "\(kept.capture)")
      }
      expectEqual(
        String(decoding: prepared.body, as: UTF8.self).contains("Rotunjire"), needsLine,
        "\(kept.capture)")
    }
  }

  @Test func `a ban that the shop rounded up is on one piece`() throws {
    let orders = try WooCommerceOrder.all(in: Self.file).compactMap(\.order)
    for order in orders where order.id == Self.aBanAbove.onAPiece {
      let plain = try WireInvoice(draft(of: order))
      #expect(plain.evened(to: order.total, by: .prices) == nil)
      let evened = try #require(plain.evened(to: order.total, by: .pieces))
      #expect(evened.products.count > plain.products.count)
    }
  }

  @Test func `where each line is of one piece the order is held, unless a line may even it out`()
    throws
  {
    let orders = try WooCommerceOrder.all(in: Self.file).compactMap(\.order)
    for order in orders where order.id == Self.aBanAbove.onNone {
      do throws(Failure) {
        _ = try InvoicePreparation().prepare(draft(of: order))
        Issue.record("order \(order.id) was not held")
      } catch {
        expectEqual(error.code, .orderTotalDiffers)
        expectEqual(error.detail?.contains("difference 0.01: magazinul rotunjește altfel"), true)
      }
    }
  }

  @Test func `state codes become counties, and Bucharest its sector`() throws {
    let orders = try WooCommerceOrder.all(in: Self.file).compactMap(\.order)
    let places = try Dictionary(
      orders.map { order in
        let customer = try CustomerPreflight(order.customer).customer
        return (order.id.rawValue, "\(customer.city ?? ""), \(customer.county ?? "")")
      }, uniquingKeysWith: { first, _ in first })
    expectEqual(places["23"], "Brașov, Brașov")
    expectEqual(places["24"], "Cluj-Napoca, Cluj")
    expectEqual(places["33"], "Sector 1, București")
    expectEqual(places["35"], "Voluntari, Ilfov")
  }
}
