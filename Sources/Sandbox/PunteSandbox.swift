import ArgumentParser

@main
struct PunteSandbox: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte-sandbox",
    abstract: "Pretends to be SmartBill, and to be a shop, on this machine.",
    discussion: "Nothing it issues is a fiscal document, and nothing leaves this machine.",
    subcommands: [SmartBillCommand.self, ShopCommand.self, AllCommand.self])
}
