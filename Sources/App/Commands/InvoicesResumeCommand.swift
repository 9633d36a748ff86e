import ArgumentParser
import Domain

struct InvoicesResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let a stopped series go on, once SmartBill was checked.")

  @Argument(help: "The series' name, as “series” lists it.")
  var series: String
  @Option(help: ArgumentHelp("Its company, where several stopped series have the name."))
  var cif: String?
  @OptionGroup var person: OperatorOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let reader = try DatabaseAccess(try settings.loadOutline().database).reader()
    defer { reader.close() }
    let (listed, waiting) = try await DatabaseAccess.answer { () async throws(StoreError) in
      (try await reader.stoppedSeries(), try await reader.waitingSeries())
    }
    func isMeant(_ other: Series) -> Bool {
      other.name == series && (cif == nil || other.cif == cif)
    }
    let stopped = listed.map(\.series).filter(isMeant)
    guard let found = stopped.first else {
      let isWaiting = waiting.contains { isMeant($0.series) }
      throw CommandError(
        isWaiting ? "series \(series) isn't stopped, it waits" : "no series \(series) is stopped",
        remedy: isWaiting
          ? "“punte invoices series” says for what." : "Look with “punte invoices series”.",
        .noInput)
    }
    guard stopped.count == 1 else {
      let companies = stopped.map(\.cif).joined(separator: ", ")
      throw CommandError(
        "several companies have a stopped series \(series): \(companies)",
        remedy: "Say which, with --cif.", .usage)
    }
    try await Acting.perform(
      .resumeSeries(found), on: "series \(series) of \(found.cif)", by: person, in: settings,
      output: output, done: "Series \(series) goes on.")
  }
}
