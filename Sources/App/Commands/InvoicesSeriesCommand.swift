import ArgumentParser
import Domain

struct InvoicesSeriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract:
      "List the series that are stopped or wait, and the documents in ours that we didn't issue.")

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  private struct Report: Encodable {
    let stopped: [StoppedSeries]
    let waiting: [WaitingSeries]
    let foreign: [ForeignDocument]
  }

  func run() async throws {
    let reader = try DatabaseAccess(try settings.loadOutline().database).reader()
    defer { reader.close() }
    let report = try await DatabaseAccess.answer { () async throws(StoreError) in
      Report(
        stopped: try await reader.stoppedSeries(), waiting: try await reader.waitingSeries(),
        foreign: try await reader.foreignDocuments(limit: listingLimitDefault))
    }
    let cards = InvoiceViews.cards(of: report.stopped) + InvoiceViews.cards(of: report.waiting)
    let stopped =
      cards.isEmpty ? "No series is stopped.\n" : cards.joined(separator: "\n")
    let shown = InvoiceViews.shown(report.foreign, stopped: report.stopped)
    let foreign =
      shown.isEmpty
      ? "" : "\nNot issued by Punte:\n" + InvoiceViews.table(of: shown).text(aligned: true)
    try output.show(report, as: stopped + foreign)
  }
}
