import Domain

/// How a SmartBill account is reached, and how it does its sums.
struct AccountSettings: Sendable {
  enum VATRounding: String, Sendable, CaseIterable { case document, line }

  var email: String
  var token: SecretText
  /// As SmartBill is configured with it, `RO` prefix included.
  var cif: String
  /// Without a slash at its end.
  var baseURL: String
  /// SmartBill's names of the rates.
  var vatNames: [VATRate: String]
  /// nil holds an order where the two ways differ.
  var vatRounding: VATRounding?
  var rateWindow: RateWindowSettings
  var timeouts: TimeoutSettings

  static let keys = [
    "email", "token", "cif", "base_url", "vat_names", "vat_rounding", "rate_window", "timeouts",
  ]
  static let standardBaseURL = "https://ws.smartbill.ro"
  /// Romania's rates since August 2025, as SmartBill names them.
  static let standardVATNames: [VATRate: String] = ["21": "Normala", "11": "Redusa"]
}

extension AccountSettings {
  init?(_ section: SettingsSection) {
    let email = section.required("email", as: SettingsText.email)
    let token = section.requiredSecret("token") { (text: String) in SecretText(text) }
    let cif = section.requiredText("cif")
    let baseURL = section.optional("base_url", as: WebAddress.base)
    let names = Self.vatNames(section.section("vat_names", keys: nil))
    let rounding = section.optional("vat_rounding", as: SettingsWord.of(VATRounding.self))
    let window = RateWindowSettings(
      section.section("rate_window", keys: RateWindowSettings.keys))
    let timeouts = TimeoutSettings(section.section("timeouts", keys: TimeoutSettings.keys))
    guard let email, let token, let cif else { return nil }
    self.init(
      email: email, token: token, cif: cif, baseURL: baseURL ?? Self.standardBaseURL,
      vatNames: names, vatRounding: rounding, rateWindow: window, timeouts: timeouts)
  }

  /// The standard names, and the file's over them.
  private static func vatNames(_ section: SettingsSection?) -> [VATRate: String] {
    var names = standardVATNames
    for (text, _) in section?.entries ?? [] {
      guard let name = section?.requiredText(text) else { continue }
      guard let rate = VATRate(text), (0...VATRate.whole).contains(rate.units) else {
        section?.report(
          SettingsComplaint("is no VAT rate", remedy: "write a percentage like \"21\""),
          onKey: text)
        continue
      }
      names[rate] = name
    }
    return names
  }
}
