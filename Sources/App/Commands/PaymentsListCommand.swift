import ArgumentParser
import Domain

struct PaymentsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List payments, the newest first.")

  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("Only of this order.", valueName: "id"))
  var order: String?
  @Option(help: "Only in this state.")
  var state: PaymentState?
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    let outline = try settings.loadOutline()
    try await outline.checkShop(listing.shopID)
    let filter = PaymentFilter(
      shop: listing.shopID, order: order.map { OrderID($0) }, state: state, limit: listing.readLimit
    )
    let payments = try await DatabaseAccess(outline.database)
      .read { (store) async throws(StoreError) in try await store.payments(filter) }
    try output.show(
      payments, atMost: listing.limit, as: PaymentViews.table(of:), empty: "No payments.")
  }
}
