import ArgumentParser

struct ShopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "shop")
}
