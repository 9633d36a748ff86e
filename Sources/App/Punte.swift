import ArgumentParser
import Glibc

/// The command line of `punte`.
@main
struct Punte: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte",
    abstract: "Carries a shop's confirmed orders into SmartBill, and brings the invoice back.",
    version: Version.text,
    groupedSubcommands: [
      CommandGroup(
        name: "Setup", subcommands: [InitCommand.self, CheckCommand.self, ServeCommand.self]),
      CommandGroup(
        name: "Daily work",
        subcommands: [
          TopCommand.self, EventsCommand.self, JobsCommand.self, InvoicesCommand.self,
          PaymentsCommand.self, StockCommand.self,
        ]),
      CommandGroup(
        name: "Upkeep",
        subcommands: [SecretsCommand.self, DatabaseCommand.self, ReplayCommand.self]),
      CommandGroup(name: "Trial", subcommands: [SendCommand.self]),
    ])

  static func main() async {
    // Every command may hold a secret.
    CoreDumps.turnOff()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as CommandError {
      Terminal.write(error.text, to: .standardError)
      Glibc.exit(error.status.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
