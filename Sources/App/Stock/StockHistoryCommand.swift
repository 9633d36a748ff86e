import ArgumentParser
import Domain

struct StockHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show what a shop answered for a product, the newest first.")

  @Argument(
    help: "The product's code, case and all; its title where products are told apart by it.")
  var product: String
  @OptionGroup var shop: StockShopOptions
  @OptionGroup var listing: StockListingOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    let loaded = try settings.load()
    let found = try shop.find(in: loaded).shop
    let entries = try await DatabaseAccess(loaded.database)
      .read { (store) async throws(StoreError) in
        try await store.stockHistory(of: found, StockKey(product), limit: listing.limit + 1)
      }
    try output.show(
      entries, atMost: listing.limit, as: StockViews.table(of:),
      empty: "Nothing is known of \(product).")
  }
}
