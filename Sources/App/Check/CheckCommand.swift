import ArgumentParser
import Domain

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look whether everything is set up, and say how to mend it.",
    discussion: """
      Looks at the settings, the database, SmartBill, and each shop, and changes nothing: SmartBill \
      is asked four questions an account, through the running service if there is one, and a shop \
      gets a signed notice of type punte.check and a forged one, which it must refuse. Ends with 0 \
      if nothing is wrong (✓ and !), 78 if something is (✗), and 69 if something only doesn't \
      answer.
      """)

  @Flag(help: "Ask neither SmartBill nor the shops.")
  var offline = false
  @Option(
    help: ArgumentHelp(
      "The address that shops send to, such as https://punte.firma.example; the service's own "
        + "unless given.", valueName: "url"))
  var to: String?
  @Option(
    help: ArgumentHelp(
      "An event's body, or a folder of samples, whose orders the rules are tried on; may be "
        + "repeated; samples/ unless given.", valueName: "path"))
  var orders: [String] = []
  @Option(help: ArgumentHelp("Look at this shop and its account alone.", valueName: "name"))
  var shop: String?
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let report = CheckReport(checks: try await checks(on: try SampleOrders.read(orders)))
    let text = report.text(
      width: Terminal.size(of: .standardOutput)?.width,
      isColoured: Terminal.isColoured(.standardOutput))
    try output.show(report, as: text)
    if let status = report.status { throw ExitCode(status.rawValue) }
  }

  private func checks(on orders: [RuleChecks.SampleOrder]) async throws(CommandError) -> [Check] {
    let libraries = MachineChecks.libraries(Version.libraries)
    let loaded: (settings: Settings, permissions: UInt32)
    do throws(SettingsOptions.Unusable) {
      loaded = try settings.loadForCheck()
    } catch {
      let reason = BilingualText(
        ro: "setările nu pot fi folosite", en: "the settings can't be used")
      return error.checks + libraries
        + ["database", "login", "series", "vat", "callback", "webhook"].map {
          .skipped($0, because: reason)
        }
    }
    if let shop, loaded.settings.shops[ShopID(shop)] == nil {
      let names = loaded.settings.shops.keys.sorted().map(\.rawValue).joined(separator: ", ")
      throw CommandError(
        "the settings name no shop \(shop)", remedy: "Name one of \(names).", .usage)
    }
    let inspector = Inspector(
      settings: loaded.settings, file: settings.settings, to: to, isOffline: offline,
      shop: shop.map { ShopID($0) }, orders: orders)
    return [MachineChecks.settings(file: settings.settings, permissions: loaded.permissions)]
      + libraries + (await inspector.checks())
  }
}
