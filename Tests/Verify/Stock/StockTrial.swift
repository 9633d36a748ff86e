import Domain
import Foundation
import StageKit
import TestKit

/// Punte with several accounts, each at a SmartBill of its own, and several shops on each.
struct StockTrial {
  struct Account {
    let number: Int
    let cif: String
    let smartBill: RunningProgram

    func shop(_ place: Int) -> String { "magazin-\(number)-\(place)" }
  }

  let accounts: [Account]
  let shops: StockShops
  let punte: RunningProgram
  let folder: URL

  static let cifs = ["RO12345674", "RO12356789", "RO12367893", "RO12379006", "RO12390110"]
  static let shopsPerAccount = 8
  static let warehouses = ["Depozit", "Magazin"]
  /// More than would find room beside half a window of calls for stock, and as many as find room
  /// beside the few that stock may take.
  private static let rush = 22
  /// Half a minute of them.
  private static let looksMax = 60
  /// So few that stock's calls come at once: a rush soon after finds none of them out of the window.
  static let productsPerWarehouse = 250
  private static let environment = cifs.indices.reduce(into: ["SECRET": Stage.secret]) {
    $0["TOKEN_\($1 + 1)"] = token(of: $1 + 1)
  }

  /// One for each account: SmartBill counts the calls of a token, whoever makes them.
  private static func token(of number: Int) -> String { "\(Stage.token)-\(number)" }

  static func with(_ play: (StockTrial) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "punte-stock-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let shops = try StockShops()
    defer { shops.stop() }
    var accounts: [Account] = []
    for (place, cif) in cifs.enumerated() {
      accounts.append(
        Account(
          number: place + 1, cif: cif,
          smartBill: try await smartBill(place + 1, of: cif, in: folder)))
    }
    let settings = folder.appending(path: "punte.yaml")
    try text(accounts, callback: shops.callbackAddress)
      .write(to: settings, atomically: true, encoding: .utf8)
    let punte = try await RunningProgram(
      "punte", ["serve", "--settings", settings.path], environment: environment, in: folder)
    do {
      try await play(
        StockTrial(accounts: accounts, shops: shops, punte: punte, folder: folder))
    } catch {
      print(punte.logText.suffix(4000))
      throw error
    }
    await punte.killAtOnce()
    for account in accounts { await account.smartBill.killAtOnce() }
  }

  private static func smartBill(_ number: Int, of cif: String, in folder: URL) async throws
    -> RunningProgram
  {
    let series = (1...shopsPerAccount).flatMap { ["--series", "S\($0)"] }
    let smartBill = try await RunningProgram(
      "punte-sandbox",
      ["smartbill", "--port", "0", "--token", token(of: number), "--cif", cif, "--product-codes"]
        + series + warehouses.flatMap { ["--warehouse", $0] }, in: folder)
    for (place, warehouse) in warehouses.enumerated() {
      let from = 1 + place * productsPerWarehouse
      try await HTTP.post(
        smartBill.address + "/_sandbox/stock/many",
        #"{"warehouse": "\#(warehouse)", "from": \#(from), "count": \#(productsPerWarehouse), "#
          + #""quantity": 7}"#)
    }
    return smartBill
  }

  private static func text(_ accounts: [Account], callback: String) -> String {
    let sections = accounts.map { account in
      """
        firma-\(account.number):
          { email: office@firma.example, token: "${TOKEN_\(account.number)}", cif: \(account.cif),
            base_url: "\(account.smartBill.address)" }
      """
    }
    let shops = accounts.flatMap { account in
      (1...shopsPerAccount).map { place in
        """
          \(account.shop(place)):
            account: firma-\(account.number)
            signature: { scheme: standard-webhooks, secrets: [ "${SECRET}" ] }
            callback: \(callback)
            callback_private_addresses: true
            invoicing: { trigger: automatic, statuses: [ Confirmata ], series: S\(place) }
            stock: { warehouses: [ \(warehouses.joined(separator: ", ")) ] }
        """
      }
    }
    return """
      database: sqlite:punte.db
      listen: 127.0.0.1:0
      accounts:
      \(sections.joined(separator: "\n"))
      shops:
      \(shops.joined(separator: "\n"))
      """
  }

  /// Every shop asks for its stock at once.
  func syncAll() async throws {
    let body = Array(
      #"{"type": "stock.sync_requested", "timestamp": "2026-11-28T12:00:00Z", "data": {}}"#.utf8)
    for account in accounts {
      for place in 1...Self.shopsPerAccount {
        try await send(body, id: "sync-\(account.shop(place))", from: account.shop(place))
      }
    }
  }

  /// For each account a confirmed order a second, from one of its shops after the other.
  ///
  /// - Returns: when each was taken.
  func confirmOrders(_ name: String, seconds: Int) async throws
    -> [OrderID: ContinuousClock.Instant]
  {
    var taken: [OrderID: ContinuousClock.Instant] = [:]
    let start = ContinuousClock.now
    for second in 0..<seconds {
      for account in accounts {
        let order = try await confirm(name, second, on: account)
        taken[order] = ContinuousClock.now
      }
      try await Task.sleep(until: start + .seconds(second + 1))
    }
    return taken
  }

  /// For each account a rush of orders at one moment, of all its shops.
  ///
  /// - Returns: when each was taken.
  func confirmRush(_ name: String) async throws -> [OrderID: ContinuousClock.Instant] {
    var taken: [OrderID: ContinuousClock.Instant] = [:]
    for number in 0..<Self.rush {
      for account in accounts {
        let order = try await confirm(name, number, on: account)
        taken[order] = ContinuousClock.now
      }
    }
    return taken
  }

  /// Each of an account's orders comes from the next of its shops.
  private func confirm(_ name: String, _ number: Int, on account: Account) async throws -> OrderID {
    let order = OrderID("\(name)-\(account.number)-\(number)")
    try await send(
      SampleEvent.statusChanged(.sample(id: order)), id: "confirmed-\(order)",
      from: account.shop(1 + number % Self.shopsPerAccount))
    return order
  }

  /// Waits until stock has made all the calls that it may for now: none came between two looks.
  func untilStockWaits() async throws {
    var calls = 0
    for _ in 0..<Self.looksMax {
      try await Task.sleep(for: .milliseconds(500))
      let now = try await stockCalls()
      if now > 0, now == calls { return }
      calls = now
    }
    throw Polling.NeverSo(description: "stock makes as many calls as it may for now")
  }

  func stockCalls() async throws -> Int {
    var calls = 0
    for account in accounts {
      let requests = try await HTTP.get(account.smartBill.address + "/_sandbox/requests").json
      calls += requests["requests"].array.count { $0["path"].string?.contains("/stocks") == true }
    }
    return calls
  }

  private func send(_ body: [UInt8], id: String, from shop: String) async throws {
    let answer = try await SignedDelivery(id: id, body: body)
      .send(to: punte.address, shop: shop)
    guard answer.status == 202 else {
      throw Polling.NeverSo(description: "the delivery \(id) was answered \(answer.status)")
    }
  }

  /// How long the last of these orders' invoices took.
  func slowest(_ taken: [OrderID: ContinuousClock.Instant]) async throws -> Duration {
    try await Polling.until("each order's invoice is told", within: .seconds(60)) {
      taken.keys.allSatisfy { shops.report.invoicesAt[$0] != nil }
    }
    let told = shops.report.invoicesAt
    return taken.compactMap { order, moment in told[order].map { $0 - moment } }.max() ?? .zero
  }
}
