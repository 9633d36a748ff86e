import ArgumentParser

@main struct PunteSandbox: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte-sandbox", subcommands: [ShopCommand.self])
}
