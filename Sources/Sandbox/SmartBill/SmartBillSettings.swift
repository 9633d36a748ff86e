/// Whose account the sandbox pretends to hold, and how strictly.
struct SmartBillSettings: Sendable {
  var credentials = BasicCredentials(email: "office@firma.example", token: "003|sandbox")
  var cif = "RO12345674"
  /// Companies of others, whose CIF this user may not name.
  var otherCompanies: Set<String> = []
  var series = [Series(name: "FCT")]
  var estimateSeries = [Series(name: "PRF", kind: .estimate)]
  var receiptSeries = [Series(name: "CH", kind: .receipt)]
  var warehouses = [Warehouse(name: "Depozit")]
  var rules = AccountRules()
  var limits = CallWindow.Limits()
  /// 403 live; the official text says 429.
  var blockStatus = 403
  /// Whether a query may spell `seriesName`; SmartBill refuses it (smartbill-api.md §2).
  var takesSeriesName = false
  /// Whether the account has the undocumented `/company/warehouses` and `/company/mu`.
  var listsCompany = true
  var stockPush: StockPush.Target?

  var company: Company { Company(cif: cif, others: otherCompanies) }

  var account: Account {
    Account(
      series: series + estimateSeries + receiptSeries, rules: rules,
      stock: Stock(warehouses: warehouses))
  }
}
