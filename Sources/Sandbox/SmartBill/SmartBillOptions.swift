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

  @Option(help: "A series of proformas; may be repeated.")
  var estimateSeries: [Series] = []

  @Option(help: "A series of receipts (chitante); may be repeated.")
  var receiptSeries: [Series] = []

  @Option(help: "A company that exists, but not for this user; may be repeated.")
  var otherCompany: [String] = []

  @Option(help: "What the user may not do: \(Self.list(of: Right.self)); may be repeated.")
  var withoutRight: [Right] = []

  @Flag(help: "Take seriesName in a query too; SmartBill takes seriesname only.")
  var allowSeriesNameQuery = false

  @Flag(inversion: .prefixedNo, help: "Whether the company pays VAT.")
  var vatPayer = true

  @Option(help: "A rate that the account has besides, such as SGR=0; may be repeated.")
  var vatRate: [VATRate] = []

  @Flag(help: "The company tells products apart by their codes.")
  var productCodes = false

  @Option(help: "A product's name after a sale that discharges stock: overwritten or kept.")
  var stockNames = StockNames.overwritten

  @Option(help: "A warehouse: Depozit, or Magazin=en detail; may be repeated.")
  var warehouse: [Warehouse] = []

  @Flag(inversion: .prefixedNo, help: "Whether the account has the stock module.")
  var stockModule = true

  @Option(help: "Status of a refusal of the stock: 400, or 200 with errorText.")
  var stockRefusalStatus = 400

  @Option(help: "Where stock that moves is told, by POST.")
  var stockPushURL: String?

  @Option(help: "The bearer token that it is told with.")
  var stockPushToken = ""

  @Flag(inversion: .prefixedNo, help: "Whether the account has a mail server.")
  var mailServer = true

  @Flag(help: "Refuse to invoice a proforma twice.")
  var estimatesOnce = false

  @Flag(inversion: .prefixedNo, help: "Whether it has /company/warehouses and /company/mu.")
  var companyLists = true

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
    for series in [series, estimateSeries, receiptSeries]
    where Set(series.map(\.name)).count != series.count {
      throw ValidationError("a series is given twice")
    }
    guard stockRefusalStatus == 400 || stockRefusalStatus == 200 else {
      throw ValidationError("--stock-refusal-status must be 400 or 200")
    }
    if let stockPushURL, StockPush.Target(url: stockPushURL, token: "") == nil {
      throw ValidationError("--stock-push-url must begin with http:// or https://")
    }
  }

  private static func list<Values>(of type: Values.Type) -> String
  where Values: CaseIterable & RawRepresentable<String> {
    Values.allCases.map(\.rawValue).joined(separator: ", ")
  }

  var settings: SmartBillSettings {
    var settings = SmartBillSettings()
    settings.credentials = BasicCredentials(email: email, token: token)
    settings.cif = cif
    if !series.isEmpty { settings.series = series }
    if !estimateSeries.isEmpty {
      settings.estimateSeries = estimateSeries.map { $0.numbering(.estimate) }
    }
    if !receiptSeries.isEmpty {
      settings.receiptSeries = receiptSeries.map { $0.numbering(.receipt) }
    }
    if !warehouse.isEmpty { settings.warehouses = warehouse }
    settings.otherCompanies = Set(otherCompany)
    settings.takesSeriesName = allowSeriesNameQuery
    settings.listsCompany = companyLists
    settings.stockPush = stockPushURL.flatMap {
      StockPush.Target(url: $0, token: stockPushToken)
    }
    settings.rules.rounding = vatRounding
    settings.rules.paysVAT = vatPayer
    settings.rules.rates += vatRate
    settings.rules.usesProductCodes = productCodes
    settings.rules.stockNames = stockNames
    settings.rules.hasStockModule = stockModule
    settings.rules.stockRefusalStatus = stockRefusalStatus
    settings.rules.hasMailServer = mailServer
    settings.rules.convertsEstimatesOnce = estimatesOnce
    settings.rules.lacking = Set(withoutRight)
    settings.limits = CallWindow.Limits(
      calls: rateCalls, windowMilliseconds: rateWindowSeconds * 1_000,
      blockMilliseconds: blockSeconds * 1_000, callsRestartBlock: blockRestarts)
    settings.blockStatus = blockStatus
    return settings
  }
}
