import TestKit
import Testing

@testable import Domain

struct MergeTextTests {
  private static let order = Order.sample(id: "1001")

  @Test(arguments: [
    ("Comanda #nr_comanda_online#, plata #tip_plata#", "Comanda 1001, plata card"),
    ("#nr_comanda_online##tip_plata#", "1001card"),
    ("# 1 # 2 #", "# 1 # 2 #"), ("100 #", "100 #"), ("##tip_plata#", "#card"),
    ("Factura #serie numar document#", "Factura #serie numar document#"),
    ("#alt_camp#", "#alt_camp#"),
  ])
  func `fields of the order are put in, and all else stays`(text: String, filled: String) {
    expectEqual(MergeText.filled(text, from: Self.order), filled)
  }

  @Test func `what a shop sends is one line of a bounded length`() {
    var order = Self.order
    order.number = "1\n2" + String(repeating: "3", count: 500)
    let filled = MergeText.filled("#nr_comanda_online#", from: order)
    #expect(filled.hasPrefix("1 23") && filled.count == MergeText.valueCharactersMax)
    order.payment = nil
    expectEqual(MergeText.filled("#tip_plata#", from: order), "-")
  }

  @Test func `names that may be fields are told`() {
    expectEqual(MergeText.names(in: "#a# und #b_2# c # d"), ["a", "b_2"])
  }
}
