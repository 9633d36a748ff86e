import ArgumentParser
import Domain

struct StockSyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Compare a shop's stock with SmartBill's, and send what differs.",
    discussion: """
      It is an event of the inbox, which the running “punte serve” handles; look with “stock \
      passes” and “jobs list --kind sync”.
      """)

  @OptionGroup var shop: StockShopOptions
  @Flag(help: "Send all, not only what differs from what the shop acknowledged.")
  var full = false
  @Flag(help: "Send it though SmartBill gives nothing, or too many products would be set to zero.")
  var acceptZeroes = false
  @OptionGroup var person: OperatorOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let loaded = try settings.load()
    let shop = try shop.find(in: loaded).shop
    let key = String(UInt64.random(in: .min ... .max), radix: 36)
    let request = StockRequest(
      key: key, shop: shop, isFull: full, acceptsZeroes: acceptZeroes)
    let isServed = await DatabaseAccess(loaded.database).isServed()
    try await Acting.perform(
      .requestStock(request), on: "stock of \(shop)", by: person, in: settings, output: output,
      done: "Asked for as event \(request.delivery(at: .ofWallClock).event)"
        + (isServed ? "." : "; no “punte serve” runs, the next one does it."))
  }
}
