import Domain
import StageKit
import TestKit
import Testing

/// Goods taken from SmartBill's warehouses, by the real binaries.
@Suite struct StockTests {
  private func receive(
    _ name: String, code: String = "CAF-1", quantity: Int = 5, at stage: Stage
  ) async throws {
    try await stage.receiveGoods(
      #"{"warehouse":"Depozit","name":"\#(name)","code":"\#(code)","unit":"buc","#
        + #""quantity":\#(quantity),"date":"2026-01-01"}"#)
  }

  private func confirm(
    _ id: OrderID, to punte: RunningProgram, _ change: (inout Order) -> Void = { _ in }
  ) async throws {
    var order = Order.sample(id: id)
    change(&order)
    let body = SampleEvent.statusChanged(order)
    let answer = try await SignedDelivery(id: "evt-\(id)", body: body).send(to: punte.address)
    expectEqual(answer.status, 202)
  }

  private func names(at stage: Stage) async throws -> [String] {
    try await stage.smartBillState()["stock"]["nomenclature"].array.compactMap { $0["name"].string }
  }

  @Test(arguments: ["overwritten", "kept"])
  func `by code the shop's name is printed, and SmartBill's may be overwritten`(
    behaviour: String
  ) async throws {
    try await Stage.with(
      smartBillOptions: ["--product-codes", "--stock-names", behaviour],
      shop: ["products: { warehouse: Depozit }"]
    ) { stage in
      try await receive("CAFEA 1KG", at: stage)
      let punte = try await stage.startPunte()
      try await confirm("1", to: punte)
      _ = try await stage.callback("invoice.issued", of: "1")
      try await expectEqual(
        names(at: stage), [behaviour == "kept" ? "CAFEA 1KG" : "Cafea boabe 1 kg"])
      let move = try await stage.smartBillState()["stock"]["moves"].array.last
      expectEqual(move?["quantity"].string, "-1")
    }
  }

  @Test func `by code with SmartBill's name its nomenclature stays`() async throws {
    try await Stage.with(
      smartBillOptions: ["--product-codes"],
      shop: ["products: { identify_by: code, print: smartbill, warehouse: Depozit }"]
    ) { stage in
      try await receive("CAFEA 1KG", at: stage)
      let punte = try await stage.startPunte()
      try await confirm("1", to: punte)
      _ = try await stage.callback("invoice.issued", of: "1")
      try await expectEqual(names(at: stage), ["CAFEA 1KG"])
      try await confirm("2", to: punte) { $0.lines[0].code = nil }
      let failed = try await stage.callback("invoice.failed", of: "2")
      expectEqual(failed["data"]["failure"]["code"].string, "product_code_missing")
    }
  }

  @Test func `by title SmartBill's spelling is sent, and what it hasn't is held`() async throws {
    try await Stage.with(
      shop: ["products: { identify_by: title, warehouse: Depozit }"]
    ) { stage in
      try await receive("CAFEA Boabe 1 kg", at: stage)
      let punte = try await stage.startPunte()
      try await confirm("1", to: punte)
      _ = try await stage.callback("invoice.issued", of: "1")
      let sent = try await stage.createRequests().first?["body"].string ?? ""
      #expect(sent.contains(#""name":"CAFEA Boabe 1 kg""#))
      try await expectEqual(names(at: stage), ["CAFEA Boabe 1 kg"])
      try await confirm("2", to: punte) { $0.lines[0].name = "Ceai" }
      let failed = try await stage.callback("invoice.failed", of: "2")
      expectEqual(failed["data"]["failure"]["code"].string, "product_not_in_stock")
    }
  }

  @Test func `what the warehouse lacks is refused, said, and goes on once it is there`()
    async throws
  {
    try await Stage.with(
      smartBillOptions: ["--product-codes"], shop: ["products: { warehouse: Depozit }"]
    ) { stage in
      let punte = try await stage.startPunte()
      try await confirm("1", to: punte)
      let never = try await stage.callback("invoice.failed", of: "1")
      expectEqual(never["data"]["failure"]["code"].string, "stock_never_purchased")
      try await receive("Cafea", quantity: 1, at: stage)
      try await confirm("2", to: punte) {
        $0.lines[0].quantity = "2"
        $0.total = "262.00"
      }
      let low = try await stage.callback("invoice.failed", of: "2")
      expectEqual(low["data"]["failure"]["code"].string, "stock_insufficient")
      try await confirm("3", to: punte) { $0.lines[0].unit = "BUC" }
      let unit = try await stage.callback("invoice.failed", of: "3")
      expectEqual(unit["data"]["failure"]["code"].string, "stock_unit_differs")
      let held = try await stage.listing("jobs", "list", "--state", "held").array
      for job in held where job["event"].string == "evt-1" {
        let requeued = try await stage.punte(
          "jobs", "requeue", "\(job["id"].int ?? 0)", "--by", "Ana", "--reason", "received")
        expectEqual(requeued.status, 0, "\(requeued.errors)")
      }
      _ = try await stage.callback("invoice.issued", of: "1")
    }
  }
}
