import ArgumentParser
import Domain

struct InvoicesSeriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series", abstract: "List the series that are stopped, and why.")

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let stopped = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in try await store.stoppedSeries() }
    let text = stopped.isEmpty ? "No series is stopped.\n" : InvoiceViews.cards(of: stopped)
    try output.show(stopped, as: text)
  }
}
