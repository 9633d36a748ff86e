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
    let (invoice, waits) = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in
        let detail = try await store.invoice(id)
        return (detail, try await Self.wait(of: detail?.invoice, in: store))
      }
    guard let invoice else {
      throw CommandError("there is no invoice \(id)", remedy: "Look it up with “list”.", .noInput)
    }
    try output.show(
      InvoiceDocument(invoice, waits: waits), as: InvoiceViews.card(of: invoice, waits: waits))
  }

  /// Until when and why it waits; nil where it doesn't.
  private static func wait(
    of invoice: Invoice?, in store: any StoreQueries
  ) async throws(StoreError) -> String? {
    guard let invoice, invoice.state.isSendable else { return nil }
    let jobs = try await store.event(invoice.openedBy, of: invoice.key.shop)?.jobs ?? []
    return jobs.last { $0.kind == .waitToIssue && $0.state == .available }?.failure?.detail
  }
}
