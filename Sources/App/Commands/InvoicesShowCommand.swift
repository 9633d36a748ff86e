import ArgumentParser
import Domain

struct InvoicesShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an invoice: what was sent, what came back, what persons did.")

  @Argument(help: "The invoice's id in the ledger.")
  var id: Invoice.ID
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let invoice = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in try await store.invoice(id) }
    guard let invoice else {
      throw CommandError("there is no invoice \(id)", remedy: "Look it up with “list”.", .noInput)
    }
    try output.show(InvoiceDocument(invoice), as: InvoiceViews.card(of: invoice))
  }
}
