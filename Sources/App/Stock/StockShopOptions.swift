import ArgumentParser
import Domain

/// Which shop's stock a command is about.
struct StockShopOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Of this shop; needed where several have a stock.", valueName: "name"))
  var shop: String?

  /// The shop, which has a `stock` section.
  func find(in settings: Settings) throws(CommandError) -> (shop: ShopID, policy: StockPolicy) {
    let stocked = settings.policies.compactMapValues(\.stock).sorted { $0.key < $1.key }
    let names = stocked.map(\.key.rawValue).joined(separator: ", ")
    guard let shop else {
      guard stocked.count == 1 else {
        throw stocked.isEmpty
          ? CommandError(
            "no shop has a stock section", remedy: "Add one to the shop's settings.",
            .configuration)
          : CommandError(
            "several shops have a stock: \(names)", remedy: "Say which, with --shop.", .usage)
      }
      return (stocked[0].key, stocked[0].value)
    }
    guard let found = stocked.first(where: { $0.key.rawValue == shop }) else {
      throw CommandError(
        "the settings name no shop \(shop) with a stock section",
        remedy: names.isEmpty ? "Add one to its settings." : "Name one of \(names).", .usage)
    }
    return (found.key, found.value)
  }
}
