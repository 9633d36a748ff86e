import ArgumentParser
import Domain
import HTTPTypes
import Transport

struct SendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Sign a sample as the shop would, and send it.",
    discussion: """
      A folder holds body.json, and delivery.json where something is special about it: its \
      signature (valid, forged, stale), how many times it is sent under one id, the statuses to \
      expect. Ends with 0 if every answer was the expected one.
      """)

  @Argument(help: "A folder of samples/, or a file that is the body.")
  var sample: String
  @Option(help: ArgumentHelp("As this shop; needed where there are several.", valueName: "name"))
  var shop: String?
  @Option(help: ArgumentHelp("To this listener; the settings' own unless given.", valueName: "url"))
  var to: String?
  @Option(help: ArgumentHelp("Under this id; a fresh one each time unless given."))
  var id: String?
  @Option(help: ArgumentHelp("So many times.", valueName: "count"))
  var times = 1
  @OptionGroup var settings: SettingsOptions

  func validate() throws {
    guard (1...SampleDelivery.timesMax).contains(times) else {
      throw ValidationError("--times takes 1 to \(SampleDelivery.timesMax).")
    }
    guard id.map(SampleID.isValid) ?? true else {
      throw ValidationError("--id takes \(SampleID.rule).")
    }
  }

  func run() async throws {
    let sample = try Sample(at: sample)
    let settings = try settings.load()
    let (name, shop) = try self.shop(in: settings)
    let sender = SampleSender(
      url: try SendTarget.url(to, listen: settings.listen, shop: name),
      signer: SampleSigner(signature: shop.signature))
    defer { sender.transport.shutdown() }
    for _ in 0..<times {
      try await sender.send(sample, id: id ?? sample.delivery.id ?? SampleID.fresh())
    }
  }

  private func shop(in settings: Settings) throws(CommandError) -> (ShopID, ShopSettings) {
    let names = settings.shops.keys.sorted().map(\.rawValue).joined(separator: ", ")
    guard let shop else {
      guard settings.shops.count == 1, let only = settings.shops.first else {
        throw CommandError(
          "the settings name several shops: \(names)", remedy: "Say which, with --shop.", .usage)
      }
      return (only.key, only.value)
    }
    guard let found = settings.shops[ShopID(shop)] else {
      throw CommandError(
        "the settings name no shop \(shop)", remedy: "Name one of \(names).", .usage)
    }
    return (ShopID(shop), found)
  }
}
