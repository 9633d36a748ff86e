import ArgumentParser

/// Both pretenders in one process, for a demonstration on one machine.
struct AllCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all",
    abstract: "Pretends to be SmartBill and a shop, in one process.",
    discussion: "smartbill and shop on their own take more options.")

  @Option(help: "Where to listen; only this machine unless told otherwise.")
  var host = "127.0.0.1"

  @Option(help: "The pretended SmartBill's port; 0 takes a free one.")
  var smartbillPort = 8_090

  @Option(help: "The pretended shop's port; 0 takes a free one.")
  var shopPort = 8_091

  @Option(help: "Where Punte listens for this shop.")
  var punte: String?

  @Option(help: "The secret that signs what the shop sends: whsec_ and base64.")
  var secret: String

  func run() async throws {
    var shopArguments = ["--host", host, "--port", String(shopPort), "--secret", secret]
    if let punte { shopArguments += ["--punte", punte] }
    // Both are parsed before either starts.
    let shop = try ShopCommand.parse(shopArguments)
    let smartBill = try SmartBillCommand.parse(["--host", host, "--port", String(smartbillPort)])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await smartBill.run() }
      group.addTask { try await shop.run() }
      // Both stop on a signal; when one fails, the other is stopped too.
      for try await _ in group {}
    }
  }
}
