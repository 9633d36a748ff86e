import ArgumentParser
import Domain

struct InvoicesShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an invoice: what was sent, what came back, what persons did.")

  @OptionGroup var invoice: InvoiceOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let database = DatabaseAccess(try settings.loadOutline().database)
    let id = try await invoice.find(in: database).id
    let (detail, waits) = try await database.read { (store) async throws(StoreError) in
      let detail = try await store.invoice(id)
      return (detail, try await Self.wait(of: detail?.invoice, in: store))
    }
    guard let detail else { return }
    try output.show(
      InvoiceDocument(detail, waits: waits), as: InvoiceViews.card(of: detail, waits: waits))
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
