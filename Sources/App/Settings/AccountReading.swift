import Domain
import SmartBill

/// How an account's section is read.
enum AccountReading {
  static let keys = [
    "email", "token", "cif", "base_url", "vat_names", "vat_rounding", "rate_window", "timeouts",
    "doubt", "reference",
  ]

  static func account(_ id: AccountID, from section: SettingsSection) -> SmartBillAccount? {
    let email = section.required("email", as: SettingsText.email)
    let token = section.requiredSecret("token", as: token)
    let cif = section.requiredText("cif")
    let baseURL = section.optional("base_url", as: WebAddress.base)
    let names = vatNames(section.section("vat_names", keys: nil))
    let rounding = section.optional("vat_rounding", as: SettingsWord.of(VATRounding.self))
    let limits = RateLimits(section.section("rate_window", keys: RateLimits.keys))
    let timeouts = Timeouts(section.section("timeouts", keys: Timeouts.keys))
    let doubt = DoubtTiming(section.section("doubt", keys: DoubtTiming.keys))
    let reference = section.optional("reference", as: SettingsWord.of(ReferenceField.self))
    guard let email, let token, let cif else { return nil }
    return SmartBillAccount(
      id: id, email: email, token: token, cif: cif,
      baseURL: baseURL ?? SmartBillAccount.defaultBaseURL, vatNames: names, vatRounding: rounding,
      rateLimits: limits, timeouts: timeouts, doubt: doubt,
      referenceField: reference ?? .mentions)
  }

  private static func token(_ text: String) throws(SettingsComplaint) -> SmartBillToken {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw SettingsComplaint("is blank", remedy: "copy the token from SmartBill")
    }
    return SmartBillToken(text)
  }

  /// The standard names, and the file's over them.
  private static func vatNames(_ section: SettingsSection?) -> [VATRate: String] {
    var names = SmartBillAccount.defaultVATNames
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

extension RateLimits {
  fileprivate static let keys = ["calls", "seconds", "block"]
  /// A wider window would hide a slip of the unit.
  private static let secondsBounds = 1...3600

  fileprivate init(_ section: SettingsSection?) {
    self.init()
    guard let section else { return }
    callsPerWindowMax = section.integer(
      "calls", default: callsPerWindowMax, in: 1...Self.smartBillCallsMax)
    window = .seconds(
      section.integer(
        "seconds", default: Int(window.components.seconds), in: Self.secondsBounds))
    block = section.duration("block", default: block, in: .milliseconds(1) ... .seconds(86_400))
  }
}

extension Timeouts {
  fileprivate static let keys = ["connect", "create", "other"]
  private static let bounds: ClosedRange<Duration> = .milliseconds(1) ... .seconds(3600)

  fileprivate init(_ section: SettingsSection?) {
    self.init()
    guard let section else { return }
    connect = section.duration("connect", default: connect, in: Self.bounds)
    create = section.duration("create", default: create, in: Self.bounds)
    other = section.duration("other", default: other, in: Self.bounds)
  }
}

extension DoubtTiming {
  fileprivate static let keys = ["quiet", "confirm"]
  private static let bounds: ClosedRange<Duration> = .milliseconds(1) ... .seconds(3600)

  fileprivate init(_ section: SettingsSection?) {
    self.init()
    guard let section else { return }
    quiet = section.duration("quiet", default: quiet, in: Self.bounds)
    confirm = section.duration("confirm", default: confirm, in: Self.bounds)
  }
}
