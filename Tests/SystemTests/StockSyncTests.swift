import Foundation
import StageKit
import TestKit
import Testing

/// Stock from SmartBill's warehouse to the shop, by the real binaries.
@Suite struct StockSyncTests {
  static let stock = """
    { warehouses: [ Depozit ], hidden_category: neverificate }
    """

  func with(
    _ stock: String = Self.stock, options: [String] = [], _ play: (Stage) async throws -> Void
  ) async throws {
    try await Stage.with(
      smartBillOptions: ["--product-codes"] + options,
      shop: ["stock: \(stock)"], play)
  }

  @Test func `a product that the shop has gets its stock, one that it lacks is made hidden`()
    async throws
  {
    try await with { stage in
      try await stage.startPunte()
      try await stage.receive("CAN-350", "7.5", name: "Cană ceramică de Horezu 350 ml")
      try await stage.receive("NOU-1", "3")
      try await stage.syncStock()
      var shelf = try await stage.shelf()
      expectEqual(shelf["CAN-350"]?["stock"].string, "7")
      expectEqual(shelf["CAN-350"]?["published"].bool, true)
      expectEqual(shelf["CAN-350"]?["price"].string, "45.00")
      let new = try #require(shelf["NOU-1"])
      expectEqual(new["stock"].string, "3")
      expectEqual(new["published"].bool, false)
      expectEqual(new["category"].string, "neverificate")
      #expect(new["price"].string == nil)

      // The next pass sends only what differs, and finds the hidden one again.
      try await stage.receive("NOU-1", "2")
      try await stage.syncStock()
      let report = try await HTTP.get(stage.shop.address + "/_sandbox/stock").json
      expectEqual(report["created"].int, 1)
      expectEqual(report["receipts"].array.map { $0["items"].int }, [2, 1])
      shelf = try await stage.shelf()
      expectEqual(shelf["NOU-1"]?["stock"].string, "5")
      expectEqual(shelf["NOU-1"]?["published"].bool, false)

      // Without a price it can't be published.
      let product = stage.shop.address + "/_sandbox/products/NOU-1"
      try await expectEqual(HTTP.post(product + "/publish").status, 422)
      try await expectEqual(HTTP.post(product + "/price", #"{"price": "12.50"}"#).status, 200)
      try await expectEqual(HTTP.post(product + "/publish").status, 200)
      try await stage.receive("NOU-1", "1")
      try await stage.syncStock()
      try await expectEqual(stage.shelf()["NOU-1"]?["stock"].string, "6")
      try await expectEqual(stage.shelf()["NOU-1"]?["price"].string, "12.50")
      #expect(try await stage.listing("stock", "hidden").array.isEmpty)
    }
  }

  @Test func `SmartBill's own push reaches the shop, its connection test changes nothing`()
    async throws
  {
    try await Stage.with(
      smartBillOptions: ["--product-codes"],
      account: ["stock_push_token: ${PUSH_TOKEN}"],
      shop: ["stock: \(Self.stock)"],
      environment: ["PUSH_TOKEN": "a-token-that-smartbill-shows"]
    ) { stage in
      let punte = try await stage.startPunte()
      try await stage.receive("CAN-350", "1")
      try await stage.syncStock()
      let calls = try await stage.requests().count
      let address = punte.address + "/smartbill/stocks/firma"
      let control = stage.smartBill.address + "/_sandbox/stock_push"
      func tell(_ token: String) async throws {
        let answer = try await HTTP.post(
          control, #"{"url": "\#(address)", "token": "\#(token)"}"#)
        try #require(answer.status == 200)
      }
      // Whatever the case of it, as SmartBill's own plugin compares it.
      try await tell("A-Token-That-SmartBill-Shows")
      try await HTTP.post(control + "/test")
      try await stage.receive("CAN-350", "8")
      try await Polling.until("the push reaches the shop") {
        try await stage.shelf()["CAN-350"]?["stock"].string == "9"
      }
      try await tell("another-token-that-is-wrong")
      try await stage.receive("CAN-350", "1")
      let pushes = try await Polling.value("three pushes were answered") {
        let list = try await stage.smartBillState()["stock_pushes"].array
        return list.count == 3 ? list : nil
      }
      expectEqual(pushes.map { $0["status"].int }, [200, 200, 401])
      let events = try await stage.listing("events", "list", "--type", "stock.changed").array
      expectEqual(events.count, 1)
      // It took no call to SmartBill.
      try await expectEqual(stage.requests().count, calls)
    }
  }

  @Test func `too many zeroes are held with the numbers, and sent once a person accepts them`()
    async throws
  {
    try await with { stage in
      try await stage.startPunte()
      for number in 1...5 { try await stage.receive("P-\(number)", "4") }
      try await stage.syncStock()
      for number in 1...4 { try await stage.receive("P-\(number)", "-4") }
      try await stage.syncStock()
      let held = try await stage.listing("jobs", "list", "--kind", "sync", "--state", "held").array
      expectEqual(held.map { $0["failure"]["code"].string }, ["stock_zeroed"])
      expectEqual(held.first?["failure"]["detail"].string?.contains("4 of 5"), true)
      try await expectEqual(stage.shelf()["P-1"]?["stock"].string, "4")
      try await stage.syncStock("--accept-zeroes")
      try await expectEqual(stage.shelf()["P-1"]?["stock"].string, "0")
      try await expectEqual(stage.shelf()["P-5"]?["stock"].string, "4")
    }
  }

  @Test func `the documented form is asked where the short one isn't there, case counts`()
    async throws
  {
    try await with(
      "{ warehouses: [ Depozit, Magazin ], decimals: keep }",
      options: ["--warehouse", "Depozit", "--warehouse", "Magazin=en detail"]
    ) { stage in
      try await stage.startPunte()
      try await stage.receive("can-350", "2")
      try await stage.receive("MIE-500", "1.25")
      try await stage.receive("MIE-500", "2.5", in: "Magazin")
      try await stage.plant(#"{"fault": "bad_gateway_502", "endpoint": "stocks/ecom", "times": 1}"#)
      try await stage.syncStock()
      let paths = try await stage.requests().map { $0["path"].string ?? "" }
      expectEqual(
        paths.map { $0.replacing("/SBORO/api", with: "") },
        ["/stocks/ecom/", "/stocks", "/stocks/ecom/"])
      try await expectEqual(stage.shelf()["MIE-500"]?["stock"].string, "3.75")
      try await expectEqual(stage.shelf()["CAN-350"]?["stock"].string, "63")
      let hidden = try await stage.listing("stock", "hidden").array
      expectEqual(hidden.map { $0["code"].string }, ["can-350"])
      expectEqual(hidden.first?["remark"].string, "the shop has CAN-350")
    }
  }

  @Test func `a warehouse that isn't there is told of`() async throws {
    try await with("{ warehouses: [ depozit ] }") { stage in
      try await stage.startPunte()
      try await stage.receive("A", "1")
      try await stage.syncStock()
      let held = try await stage.listing("jobs", "list", "--kind", "sync").array
      expectEqual(held.map { $0["failure"]["code"].string }, ["stock_refused"])
      expectEqual(held.first?["failure"]["detail"].string?.contains("depozit"), true)
    }
  }

  @Test func `the clock asks by itself, and a tick that was missed is made up for at the start`()
    async throws
  {
    try await with("{ warehouses: [ Depozit ], every: 24h }") { stage in
      try await stage.receive("CAN-350", "5")
      var punte = try await stage.startPunte()
      try await Polling.until("the stock is there") {
        try await stage.shelf()["CAN-350"]?["stock"].string == "5"
      }
      try await stage.untilQuiet()
      await punte.killAtOnce()
      // The same tick is one event, whoever makes it again.
      punte = try await stage.startPunte()
      try await stage.untilQuiet()
      let events = try await stage.listing("events", "list", "--type", "stock.sync_due").array
      expectEqual(events.count, 1)
      _ = punte
    }
  }

  @Test func `an invoice doesn't wait for a stock that takes its time`() async throws {
    try await Stage.with(
      shop: ["stock: \(Self.stock)"]
    ) { stage in
      try await stage.startPunte()
      try await stage.receive("CEN-1", "5")
      try await stage.plant(
        #"{"fault": "slow", "endpoint": "stocks/ecom", "delay_ms": 15000, "times": 1}"#)
      let asked = try await stage.punte("stock", "sync", "--by", "Ana", "--reason", "test")
      try #require(asked.status == 0, "\(asked.errors)")
      try await Polling.until("the stock is asked for") {
        try await stage.requests().contains { $0["path"].string?.hasSuffix("/ecom/") == true }
      }
      let orders = [try await stage.newOrder(), try await stage.newOrder()]
      for order in orders { try await stage.confirm(order) }
      for order in orders { _ = try await stage.invoice(of: order, is: "issued") }
      // The stock is still under way.
      #expect(try await stage.shelf()["CEN-1"] == nil)
      try await stage.untilQuiet()
      try await expectEqual(stage.shelf()["CEN-1"]?["stock"].string, "5")
      let rate = try await HTTP.get(stage.smartBill.address + "/_sandbox/rate").json
      expectEqual(rate["blocks"].int, 0)
    }
  }

  @Test func `the drift report shows all three sides, and says whether they differ or are away`()
    async throws
  {
    try await with { stage in
      try await stage.receive("CAN-350", "5", name: "Cană, mare")
      try await stage.receive("NOU-1", "2")
      try await stage.startPunte()
      try await stage.syncStock()
      let same = try await stage.punte("stock", "drift")
      expectEqual(same.status, 0, "\(same.output)\(same.errors)")
      #expect(same.errors.contains("All 2 products agree."))
      try await stage.receive("CAN-350", "2", name: "Cană, mare")
      let differs = try await stage.punte("stock", "drift", "--json")
      expectEqual(differs.status, 1, "\(differs.errors)")
      let rows = try JSON(differs.output).array
      expectEqual(rows.map { $0["key"].string }, ["CAN-350"])
      expectEqual(rows.first?["smartBill"].string, "7")
      expectEqual(rows.first?["acknowledged"].string, "5")
      expectEqual(rows.first?["shop"].string, "5")
      let csv = try await stage.punte("stock", "drift", "--csv", "--all")
      expectEqual(
        csv.output.replacing("\r\n", with: "\n"),
        """
        product,name,smartbill,acknowledged,shop,published,differs
        CAN-350,"Cană, mare",7,5,5,yes,yes
        NOU-1,Produs NOU-1,2,2,2,no,no

        """)
      let history = try await stage.listing("stock", "history", "CAN-350").array
      expectEqual(history.map { $0["level"].string }, ["5"])
      await stage.shop.killAtOnce()
      let away = try await stage.punte("stock", "drift")
      expectEqual(away.status, 69, "\(away.output)\(away.errors)")
      #expect(away.errors.contains("--no-shop"))
      try await expectEqual(stage.punte("stock", "drift", "--no-shop").status, 1)
    }
  }

  /// Ten times killed in the middle of 5,000 products.
  @Test func `a pass that is killed goes on where it stopped, and no product is made twice`()
    async throws
  {
    try await with { stage in
      let many = #"{"warehouse": "Depozit", "count": 5000, "quantity": 7}"#
      try await HTTP.post(stage.smartBill.address + "/_sandbox/stock/many", many)
      var punte = try await stage.startPunte()
      let asked = try await stage.punte("stock", "sync", "--by", "Ana", "--reason", "test")
      try #require(asked.status == 0, "\(asked.errors)")
      let received = stage.shop.address + "/_sandbox/stock"
      for kill in 1...10 {
        try await Polling.until("the shop has a part of it") {
          try await HTTP.get(received).json["receipts"].array.count >= kill * 3
        }
        await punte.killAtOnce()
        punte = try await stage.startPunte()
      }
      try await Polling.until("all is there") {
        try await HTTP.get(received).json["created"].int == 5000
      }
      try await stage.untilQuiet()
      let report = try await HTTP.get(received).json
      let made = try await stage.shelf().filter { $0.key.hasPrefix("P-") }.values
      #expect(made.count == 5000 && made.allSatisfy { $0["stock"].string == "7" })
      expectEqual(report["created"].int, 5000)
      let passes = try await stage.listing("stock", "passes").array
      expectEqual(passes.map { $0["itemsOpen"].int }, [0])
      // A second pass finds nothing to send.
      let batches = report["receipts"].array.count
      try await stage.syncStock()
      try await expectEqual(HTTP.get(received).json["receipts"].array.count, batches)
      _ = punte
    }
  }
}
