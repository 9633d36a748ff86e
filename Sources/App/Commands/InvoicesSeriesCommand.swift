import ArgumentParser
import Domain

struct InvoicesSeriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: "List the series that are stopped, and the documents in ours that we didn't issue.")

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  private struct Report: Encodable {
    let stopped: [StoppedSeries]
    let foreign: [ForeignDocument]
  }

  func run() async throws {
    let report = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in
        Report(
          stopped: try await store.stoppedSeries(),
          foreign: try await store.foreignDocuments(limit: listingLimitDefault))
      }
    let stopped =
      report.stopped.isEmpty ? "No series is stopped.\n" : InvoiceViews.cards(of: report.stopped)
    let foreign =
      report.foreign.isEmpty
      ? "" : "\nNot issued by Punte:\n" + InvoiceViews.table(of: report.foreign).text(aligned: true)
    try output.show(report, as: stopped + foreign)
  }
}
