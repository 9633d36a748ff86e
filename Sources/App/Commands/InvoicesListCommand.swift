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
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let filter = InvoiceFilter(
      shop: listing.shopID, order: order.map { OrderID($0) }, state: state, limit: listing.limit)
    let invoices = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in try await store.invoices(filter) }
    try output.show(invoices, as: InvoiceViews.table(of: invoices), empty: "No invoices.")
  }
}
