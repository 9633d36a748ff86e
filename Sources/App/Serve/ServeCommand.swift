import ArgumentParser

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the service: take events, issue invoices, tell shops.")

  @OptionGroup var settings: SettingsOptions

  func run() async throws {
    throw CommandError(
      "serve is not wired yet", remedy: "Use a version in which it is.", .software)
  }
}
