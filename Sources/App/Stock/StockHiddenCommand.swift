import ArgumentParser
import Domain

struct StockHiddenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hidden",
    abstract: "List products that a shop keeps hidden until a person prices and publishes them.")

  @OptionGroup var shop: StockShopOptions
  @OptionGroup var listing: StockListingOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    try await listing.show(.hidden, of: shop, in: settings, output, empty: "No hidden products.")
  }
}

struct StockRejectedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejected",
    abstract: "List products that a shop did not take, and why; each pass tries them again.")

  @OptionGroup var shop: StockShopOptions
  @OptionGroup var listing: StockListingOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    try await listing.show(
      .rejected, of: shop, in: settings, output, empty: "No rejected products.")
  }
}

/// How many products a listing shows.
struct StockListingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit = listingLimitDefault

  func validate() throws {
    guard (1...ListingOptions.limitMax).contains(limit) else {
      throw ValidationError("--limit takes 1 to \(ListingOptions.limitMax).")
    }
  }

  func show(
    _ state: StockProduct.State, of shop: StockShopOptions, in settings: SettingsOptions,
    _ output: TableOptions, empty: String
  ) async throws {
    let loaded = try settings.load()
    let found = try shop.find(in: loaded).shop
    let products = try await DatabaseAccess(loaded.database)
      .read { (store) async throws(StoreError) in
        try await store.stockProducts(of: found, in: state, limit: limit + 1)
      }
    try output.show(products, atMost: limit, as: StockViews.table(of:), empty: empty)
  }
}
