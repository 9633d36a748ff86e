import ArgumentParser
import Domain

struct InvoicesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List invoices, the newest first.")

  @OptionGroup var listing: ListingOptions
  @Option(help: ArgumentHelp("Only of this order.", valueName: "id"))
  var order: String?
  @Option(help: "Only in this state.")
  var state: InvoiceState?
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: TableOptions

  func run() async throws {
    let outline = try settings.loadOutline()
    try await outline.checkShop(listing.shopID)
    let filter = InvoiceFilter(
      shop: listing.shopID, order: order.map { OrderID($0) }, state: state, limit: listing.readLimit
    )
    let invoices = try await DatabaseAccess(outline.database)
      .read { (store) async throws(StoreError) in try await store.invoices(filter) }
    try output.show(
      invoices, atMost: listing.limit, as: InvoiceViews.table(of:), empty: "No invoices.")
  }
}
