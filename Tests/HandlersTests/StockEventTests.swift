import Domain
import Handlers
import TestKit
import Testing

@Suite struct StockEventTests {
  private func handle(
    _ type: String, _ data: String, stock: StockPolicy? = StockPolicy(warehouses: ["Depozit"])
  ) -> Handling {
    var policy = ShopPolicy.sample
    policy.stock = stock
    let body = #"{"type": "\#(type)", "data": \#(data)}"#
    let event = Event(
      sequence: 1, shop: "magazin", id: .inside("evt-1"), receivedAt: .sample,
      body: Array(body.utf8))
    return HandlerTable.handle(event, run: 0, under: policy)
  }

  private func sync(_ handling: Handling) throws -> Command.SyncStock? {
    guard case .syncStock(let sync)? = try handling.result.get().commands.first else { return nil }
    return sync
  }

  @Test func `the clock, a shop and SmartBill ask by one command, in the shop's own lane`() throws {
    let due = try #require(try sync(handle("stock.sync_due", "{}")))
    #expect(due.cause == .timer && !due.isFull && due.pushed == nil)
    let full = try #require(
      try sync(handle("stock.sync_requested", #"{"full": true, "accept_zeroes": true}"#)))
    #expect(full.cause == .request && full.isFull && full.acceptsZeroes)
    let command = Command.syncStock(due)
    expectEqual(command.key, "sync/magazin/punte:evt-1/0")
    expectEqual(command.lane, "stock/magazin")
    expectEqual(command.pool, .stock)
  }

  @Test(arguments: [
    #"{"products": [{"productName": "Cană", "productCode": "A", "warehouse": "Depozit", "quantity": 2.5}]}"#,
    #"[{"productName": "Cană", "productCode": "A", "warehouse": "Depozit", "quantity": "2.50"}]"#,
  ])
  func `a push is read in either form`(push: String) throws {
    let command = try sync(handle("stock.changed", #"{"received_at": 17, "push": \#(push)}"#))
    expectEqual(
      command?.pushed,
      StockPushed(
        receivedAt: Timestamp(milliseconds: 17),
        rows: [StockLevel(code: "A", name: "Cană", unit: "", quantity: "2.5")]))
  }

  /// As the pull takes them.
  @Test(arguments: [
    #"[{"productCode": "B", "productName": "Tavă", "warehouse": "Depozit", "quantity": null}, GOOD]"#,
    #"[GOOD, {"productCode": "B", "productName": "Tavă", "quantity": "multe"}]"#,
    #"{"products": [{"productCode": "B", "productName": "Tavă", "quantity": {}}, GOOD]}"#,
    #"[{"productCode": "B", "productName": "Tavă"}, GOOD, null, "x", 7, true]"#,
    #"[["Tavă", "B", "buc"], GOOD]"#, #"[["Tavă", "B", "buc", []], GOOD]"#,
  ])
  func `the good rows of a push are taken beside bad ones, which are told`(push: String) throws {
    let good =
      #"{"productCode":12345,"productName":"Cană","warehouse":"Depozit","quantity":2}"#
    let read = push.replacing("GOOD", with: good)
    let command = try sync(handle("stock.changed", #"{"received_at": 17, "push": \#(read)}"#))
    expectEqual(
      command?.pushed,
      StockPushed(
        receivedAt: Timestamp(milliseconds: 17),
        rows: [StockLevel(code: "12345", name: "Cană", unit: "", quantity: "2")],
        unreadable: [StockFault(.unreadable, code: "B", name: "Tavă")]))
  }

  @Test func `codes and names that are numbers are their digits, and a warehouse may be blank`()
    throws
  {
    let push =
      #"[{"productCode":9007199254740993,"productName":1.50,"warehouse":" ","quantity":1}]"#
    let rows = try sync(handle("stock.changed", #"{"received_at": 17, "push": \#(push)}"#))?
      .pushed?.rows
    #expect(rows?.map(\.code) == ["9007199254740993"] && rows?.map(\.name) == ["1.5"])
  }

  @Test func `a push of other warehouses asks for nothing, and says so`() throws {
    let push = #"[{"productCode": "A", "warehouse": "depozit", "quantity": 1}]"#
    let decision = try handle("stock.changed", #"{"received_at": 17, "push": \#(push)}"#)
      .result.get()
    #expect(decision.commands.isEmpty)
    #expect(decision.note != nil)
  }

  @Test func `a quantity that is none is named by its path, and not repeated`() {
    let push = #"[{"productCode": "A", "warehouse": "Depozit", "quantity": "canarina"}]"#
    guard
      case .failure(let failure) = handle(
        "stock.changed", #"{"received_at": 17, "push": \#(push)}"#
      ).result
    else {
      Issue.record("it was read")
      return
    }
    expectEqual(failure.code, .eventUnreadable)
    expectEqual(failure.detail?.contains("canarina"), false)
  }

  @Test(arguments: ["stock.sync_due", "stock.sync_requested", "stock.changed"])
  func `a shop without a stock section has its stock events parked with that reason`(type: String) {
    expectEqual(handle(type, "{}", stock: nil).result, .failure(Failure(.stockNotConfigured)))
  }
}
