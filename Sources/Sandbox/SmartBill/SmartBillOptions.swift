import ArgumentParser

/// The command line of the pretended SmartBill.
struct SmartBillOptions: ParsableArguments {
  @Option(help: "Where to listen; only this machine unless told otherwise.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 takes a free one and prints it.")
  var port = 0

  @Option(help: "The account's user.")
  var email = "office@firma.example"

  @Option(help: "The account's API token.")
  var token = "003|sandbox"

  @Option(help: "The company's CIF, exactly as the client sends it.")
  var cif = "RO12345674"

  @Option(help: "An invoice series, FCT, or FCT=41 for its next number; may be repeated.")
  var series: [Series] = []

  @Option(help: "Where VAT is rounded: line or document.")
  var vatRounding = VATRounding.document

  @Option(help: "Calls allowed in a window.")
  var rateCalls = 30

  @Option(help: "Seconds of the rate window.")
  var rateWindowSeconds = 10

  @Option(help: "Seconds of the block after too many calls.")
  var blockSeconds = 600

  @Option(help: "Status of a blocked call: 403, as seen live, or 429, as documented.")
  var blockStatus = 403

  @Flag(inversion: .prefixedNo, help: "Whether a call during the block restarts it.")
  var blockRestarts = true

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("no such port") }
    guard rateCalls > 0, (1...86_400).contains(rateWindowSeconds) else {
      throw ValidationError("the rate window needs at least one call and 1 to 86400 seconds")
    }
    guard (0...86_400).contains(blockSeconds) else {
      throw ValidationError("--block-seconds must be between 0 and 86400")
    }
    guard blockStatus == 403 || blockStatus == 429 else {
      throw ValidationError("--block-status must be 403 or 429")
    }
    guard Set(series.map(\.name)).count == series.count else {
      throw ValidationError("a series is given twice")
    }
  }

  var settings: SmartBillSettings {
    var settings = SmartBillSettings()
    settings.credentials = BasicCredentials(email: email, token: token)
    settings.cif = cif
    if !series.isEmpty { settings.series = series }
    settings.vatRounding = vatRounding
    settings.limits = CallWindow.Limits(
      calls: rateCalls, windowMilliseconds: rateWindowSeconds * 1_000,
      blockMilliseconds: blockSeconds * 1_000, callsRestartBlock: blockRestarts)
    settings.blockStatus = blockStatus
    return settings
  }
}
