import ArgumentParser

struct DatabaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "database", abstract: "Copy, restore, prune and export the database.",
    subcommands: [
      BackupCommand.self, RestoreCommand.self, ExportCommand.self, PruneCommand.self,
      CompactCommand.self, MigrateCommand.self,
    ])
}
