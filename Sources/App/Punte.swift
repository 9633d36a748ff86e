import ArgumentParser

@main
struct Punte: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte",
    abstract: "Carries a shop's orders into SmartBill and brings the invoice back.",
    subcommands: [ServeCommand.self])
}
