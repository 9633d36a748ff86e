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
    let stopped = try await DatabaseAccess(try settings.loadOutline().database)
      .read { (store) async throws(StoreError) in try await store.stoppedSeries() }
      .map(\.series)
      .filter { $0.name == series && (cif == nil || $0.cif == cif) }
    guard let found = stopped.first else {
      throw CommandError(
        "no series \(series) is stopped", remedy: "Look with “punte invoices series”.", .noInput)
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
