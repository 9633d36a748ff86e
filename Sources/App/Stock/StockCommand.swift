import ArgumentParser

struct StockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock", abstract: "Bring the stock to a shop, and look at what it has.",
    subcommands: [
      StockSyncCommand.self, StockDriftCommand.self, StockPassesCommand.self,
      StockHiddenCommand.self,
      StockRejectedCommand.self, StockHistoryCommand.self,
    ])
}
