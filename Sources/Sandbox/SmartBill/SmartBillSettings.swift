/// Whose account the sandbox pretends to hold, and how strictly.
struct SmartBillSettings: Sendable {
  var credentials = BasicCredentials(email: "office@firma.example", token: "003|sandbox")
  var cif = "RO12345674"
  var series = [Series(name: "FCT")]
  var vatRounding = VATRounding.document
  var limits = CallWindow.Limits()
  /// 403 live; the official text says 429.
  var blockStatus = 403

  var account: Account { Account(series: series, rounding: vatRounding) }
}
