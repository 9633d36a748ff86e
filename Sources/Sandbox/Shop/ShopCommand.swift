import ArgumentParser
import Foundation

/// `punte-sandbox shop`.
struct ShopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "shop")
  func run() async throws {}
}
