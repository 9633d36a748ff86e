import ArgumentParser

struct SecretsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets", abstract: "See the shops' secrets and their last use; rotate them.",
    subcommands: [SecretsListCommand.self, SecretsRotateCommand.self])
}
