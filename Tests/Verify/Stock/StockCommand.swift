import ArgumentParser
import StageKit
import TestKit

/// `punte-verify stock`.
struct StockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock", abstract: "Hold the rate windows while many shops sync and invoice.",
    discussion: """
      40 shops on 5 accounts ask for the stock of 2 warehouses each, all at once. As soon as stock \
      has made the calls that it may, a rush of 22 orders is confirmed on each account, and then an \
      order a second. As SmartBill counts them, never more than 30 calls in any 10 seconds on any \
      account; and the slowest invoice comes at most 3 s later than the slowest of the same orders \
      without stock.
      """)

  @Option(help: "How long an order a second is confirmed, with stock; 8 s before, without.")
  var seconds = 10

  private static let delayMax = Duration.seconds(3)
  /// Stock has a few calls of a window, so that each account's 16 take several.
  private static let syncPatience = Duration.seconds(180)
  /// A window and a little: what is measured next must not wait for what was before it.
  private static let pause = Duration.seconds(11)

  func validate() throws {
    guard (10...300).contains(seconds) else { throw ValidationError("--seconds takes 10 to 300.") }
  }

  func run() async throws {
    let start = ContinuousClock.now
    var complaints: [String] = []
    var figures = ""
    try await StockTrial.with { trial in
      // Each shop's series has its first, which takes a look at the series too.
      let alone = try await trial.slowest(
        trial.confirmOrders("alone", seconds: StockTrial.shopsPerAccount))
      try await Task.sleep(for: Self.pause)
      let rushAlone = try await trial.slowest(trial.confirmRush("rush-alone"))
      try await Task.sleep(for: Self.pause)
      let syncStart = ContinuousClock.now
      try await trial.syncAll()
      try await trial.untilStockWaits()
      let rushBeside = try await trial.slowest(trial.confirmRush("rush-beside"))
      try await Task.sleep(for: Self.pause)
      let beside = try await trial.slowest(trial.confirmOrders("beside", seconds: seconds))
      let shops = trial.accounts.count * StockTrial.shopsPerAccount
      let products = shops * StockTrial.warehouses.count * StockTrial.productsPerWarehouse
      try await Polling.until("every shop has its stock", within: Self.syncPatience) {
        trial.shops.report.products >= products
      }
      let synced = ContinuousClock.now - syncStart
      let report = trial.shops.report
      complaints += report.complaints
      if report.products > products || report.repeated > 0 {
        complaints.append("\(report.products) products told, \(report.repeated) batches twice")
      }
      for (with, without) in [(rushBeside, rushAlone), (beside, alone)]
      where with - without > Self.delayMax {
        complaints.append("an invoice took \(with), and \(without) without stock")
      }
      var most = 0
      let stockCalls = try await trial.stockCalls()
      for account in trial.accounts {
        let state = account.smartBill.address + "/_sandbox/"
        let requests = try await HTTP.get(state + "requests").json["requests"].array
        let inAWindow = RateCommand.mostInAWindow(
          requests.compactMap { $0["received_ms"].int }.sorted())
        most = max(most, inAWindow)
        if inAWindow > RateCommand.callsMax { complaints.append("\(inAWindow) calls in 10 s") }
        let blocks = try await HTTP.get(state + "state").json["counters"]["blocks"].int
        if blocks != 0 { complaints.append("SmartBill blocked \(blocks ?? -1) times") }
      }
      figures =
        "stock: \(products) products to \(shops) shops "
        + "in \(synced.formatted), \(stockCalls) calls for stock, at most \(most) calls in any "
        + "10 s, slowest invoice \(beside.formatted), without stock \(alone.formatted); of a rush "
        + "\(rushBeside.formatted), without stock \(rushAlone.formatted)"
    }
    try Proof.end(figures, complaints: complaints, since: start)
  }
}

extension Duration {
  /// Such as `1.25 s`.
  fileprivate var formatted: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return "\(Double(milliseconds) / 1000) s"
  }
}
