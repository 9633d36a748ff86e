import ArgumentParser

struct InvoicesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invoices", abstract: "Look at the ledger, and settle what is in doubt.",
    subcommands: [
      InvoicesListCommand.self, InvoicesShowCommand.self, InvoicesPDFCommand.self,
      InvoicesResolveCommand.self,
      InvoicesSeriesCommand.self, InvoicesResumeCommand.self,
    ])
}
