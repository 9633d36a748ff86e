import ArgumentParser

struct PaymentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payments", abstract: "Look at the payments, and settle what is in doubt.",
    subcommands: [
      PaymentsListCommand.self, PaymentsShowCommand.self, PaymentsResolveCommand.self,
    ])
}
