import ArgumentParser
import Domain

struct StockPassesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passes", abstract: "List comparisons of the stock, the newest first.")

  @OptionGroup var listing: ListingOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    let outline = try settings.loadOutline()
    try await outline.checkShop(listing.shopID)
    let passes = try await DatabaseAccess(outline.database)
      .read { (store) async throws(StoreError) in
        try await store.stockPasses(of: listing.shopID, limit: listing.readLimit)
      }
    try output.show(
      passes, atMost: listing.limit, as: StockViews.table(of:), empty: "No passes.")
  }
}
