import StageKit
import TestKit
import Testing

/// What the settings of a shop's stock say, by the real binaries.
@Suite struct StockPolicyTests {
  @Test func `orders that aren't invoiced yet are taken off the stock`() async throws {
    try await Stage.with(
      smartBillOptions: ["--product-codes"],
      invoicing: "{ trigger: automatic, statuses: [ Confirmata ], series: FCT, wait: 1h }",
      shop: ["stock: { warehouses: [ Depozit ], reserve_orders: true }"]
    ) { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      let line = try await stage.order(order)["order"]["lines"][0]
      let code = try #require(line["code"].string)
      let ordered = try #require(line["quantity"].string.flatMap(Int.init))
      try await stage.receive(code, "20")
      try await stage.syncStock()
      try await expectEqual(stage.shelf()[code]?["stock"].string, "20")
      try await stage.confirm(order)
      try await stage.untilQuiet()
      try await stage.syncStock()
      try await expectEqual(stage.shelf()[code]?["stock"].string, "\(20 - ordered)")
      // Who no longer wants it gives it back.
      try await stage.requestCancel(order)
      try await stage.untilQuiet()
      try await stage.syncStock()
      try await expectEqual(stage.shelf()[code]?["stock"].string, "20")
    }
  }

  @Test func `by title the name is matched, and a product without a code is made hidden`()
    async throws
  {
    try await Stage.with(
      shop: [
        "products: { identify_by: title, warehouse: Depozit }",
        "stock: { warehouses: [ Depozit ], hidden_category: neverificate }",
      ]
    ) { stage in
      try await stage.startPunte()
      let known = "Cană ceramică de Horezu 350 ml"
      try await stage.receive("", "8", name: known)
      try await stage.receive("", "3", name: "Ștergar nou")
      try await stage.syncStock()
      try await expectEqual(stage.shelf()["CAN-350"]?["stock"].string, "8")
      let new = try #require(try await stage.shelf()["Ștergar nou"])
      expectEqual(new["stock"].string, "3")
      expectEqual(new["published"].bool, false)
      try await stage.receive("", "1", name: "Ștergar nou")
      let drift = try await stage.punte("stock", "drift", "--json")
      expectEqual(drift.status, 1, "\(drift.errors)")
      let differing = try JSON(drift.output).array
      expectEqual(differing.map { $0["key"].string }, ["Ștergar nou"])
      expectEqual(differing.first?["shop"].string, "3")
    }
  }

  @Test(arguments: [("zero", "0"), ("leave", "4")])
  func `what vanished from SmartBill is set to nothing, or left`(policy: String, left: String)
    async throws
  {
    try await Stage.with(
      smartBillOptions: ["--product-codes"],
      shop: ["stock: { warehouses: [ Depozit ], vanished: \(policy) }"]
    ) { stage in
      try await stage.startPunte()
      for code in ["A", "B"] { try await stage.receive(code, "4") }
      try await stage.syncStock()
      // SmartBill doesn't name what it has none of.
      try await stage.receive("B", "-4")
      try await stage.syncStock()
      try await expectEqual(stage.shelf()["B"]?["stock"].string, left)
      try await expectEqual(stage.shelf()["A"]?["stock"].string, "4")
    }
  }

  @Test func `an empty answer is held, and changes nothing`() async throws {
    try await Stage.with(
      smartBillOptions: ["--product-codes", "--warehouse", "Depozit", "--warehouse", "Gol"],
      shop: ["stock: { warehouses: [ Gol ] }"]
    ) { stage in
      try await stage.startPunte()
      try await stage.receive("A", "4", in: "Gol")
      try await stage.syncStock()
      try await stage.receive("A", "-4", in: "Gol")
      try await stage.syncStock()
      let held = try await stage.listing("jobs", "list", "--state", "held").array
      expectEqual(held.map { $0["failure"]["code"].string }, ["stock_empty"])
      try await expectEqual(stage.shelf()["A"]?["stock"].string, "4")
    }
  }
}
