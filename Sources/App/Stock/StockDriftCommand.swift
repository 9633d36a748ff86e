import ArgumentParser
import Domain
import Engine
import Shops
import Signatures
import SmartBill
import Transport

struct StockDriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract:
      "Compare SmartBill, what the shop acknowledged, and what it says now; changes nothing.",
    discussion: """
      Shows the products that differ, or all of them with --all. Ends with 0 if none differs, with \
      1 if any does, with 69 if the shop is asked and doesn't answer. One that can't say what it has \
      is left out, and said to be; --no-shop doesn't ask it.
      """)

  @OptionGroup var shop: StockShopOptions
  @Flag(help: "Show the products that agree too.")
  var all = false
  @Flag(name: .customLong("no-shop"), help: "Don't ask the shop.")
  var leavesShop = false
  @Flag(help: "Print CSV (RFC 4180).")
  var csv = false
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  /// The products differ.
  private static let differ = ExitCode(1)
  /// Of the ledger, at a time.
  private static let pageProducts = 2000

  func run() async throws {
    let loaded = try settings.load()
    let (id, policy) = try shop.find(in: loaded)
    guard let shop = loaded.shops[id], let clock = WallClock() else { return }
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let snapshot = try await StockProbe(settings: loaded, transport: transport, time: clock)
      .snapshot(of: shop.account, under: policy)
    let (products, reserved) = try await DatabaseAccess(loaded.database)
      .read { (store) async throws(StoreError) in
        (
          try await Self.products(of: id, in: store),
          policy.reservesOrders
            ? try await store.stockReserved(of: id, by: policy.identity) : [:]
        )
      }
    let said = leavesShop ? nil : try await ask(id, shop, products, policy, transport, clock)
    let rows = StockDrift.rows(
      of: snapshot, products, under: policy, reserved: snapshot.resolved(reserved), said: said)
    let shown = all ? rows : rows.filter(\.differs)
    if csv {
      let isShown = Terminal.isTerminal(.standardOutput)
      try Terminal.show(StockViews.csv(of: shown, isShown: isShown))
    } else {
      let empty = "All \(rows.count) products agree."
      try output.show(shown, as: StockViews.table(of:), empty: empty)
      // A person who keeps the output reads it too.
      if shown.isEmpty, !output.json, !Terminal.isTerminal(.standardOutput) {
        Terminal.write(empty + "\n", to: .standardError)
      }
    }
    if rows.contains(where: \.differs) { throw Self.differ }
  }

  private static func products(of shop: ShopID, in store: any StoreQueries)
    async throws(StoreError) -> [StockProduct]
  {
    var products: [StockProduct] = []
    try await store.forEachStockPage(of: shop, limit: pageProducts) { products += $0 }
    return products
  }

  /// Nil where the shop can't say, which is told: it isn't asked again for each hundred.
  private func ask(
    _ id: ShopID, _ shop: ShopSettings, _ products: [StockProduct], _ policy: StockPolicy,
    _ transport: HTTPTransport, _ clock: WallClock
  ) async throws(CommandError) -> [StockKey: StockSaid]? {
    let endpoint = shop.endpoint(
      of: id, signer: Signer(secrets: shop.callbackSecrets.map(\.dated)))
    let question = StockQuestion(transport: transport, time: clock)
    var said: [StockKey: StockSaid] = [:]
    for start in stride(from: 0, to: products.count, by: StockBatch.itemsMax) {
      let part = products[start..<min(start + StockBatch.itemsMax, products.count)]
      let nonce = String(UInt64.random(in: .min ... .max), radix: 16)
      let answer = await question.ask(
        endpoint, about: part.map { ($0.code, $0.name) }, by: policy.identity, nonce: nonce)
      switch answer {
      case .said(let more): said.merge(more) { _, last in last }
      case .cannotSay:
        Terminal.write(
          "The shop can't say what it has: compared with what it acknowledged alone.\n",
          to: .standardError)
        return nil
      case .failed(let failure):
        throw CommandError(
          "the shop did not say what it has: \(failure.detail ?? failure.code.rawValue)",
          remedy: "Try again, or compare without it: --no-shop.", .unavailable)
      }
    }
    return said
  }
}
