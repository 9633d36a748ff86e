import Domain
import Signatures
import SmartBill

/// How an account's section is read.
enum AccountReading {
  static let keys = [
    "email", "token", "cif", "base_url", "vat_payer", "vat_names", "vat_rounding",
    "rounding_line", "confirm_totals", "rate_window", "timeouts", "doubt", "reference",
    "languages", "stock_push_token",
  ]

  static func account(_ id: AccountID, from section: SettingsSection) -> SmartBillAccount? {
    let email = section.required("email", as: SettingsText.email)
    let token = section.requiredSecret("token", as: token)
    let cif = section.required("cif", as: SettingsText.fiscalCode)
    let baseURL = section.optional("base_url", as: WebAddress.base)
    let isVATPayer = section.flag("vat_payer", default: true)
    let names = VATNames(section.section("vat_names", keys: nil))
    let rounding = section.optional("vat_rounding", as: SettingsWord.of(VATRounding.self))
    let roundingLine = section.optional("rounding_line", as: roundingLineMax)
    let confirmsTotals = section.flag("confirm_totals", default: false)
    let limits = RateLimits(section.section("rate_window", keys: RateLimits.keys))
    let timeouts = Timeouts(section.section("timeouts", keys: Timeouts.keys))
    let doubt = DoubtTiming(section.section("doubt", keys: DoubtTiming.keys))
    let reference = section.optional("reference", as: SettingsWord.of(ReferenceField.self))
    let languages = section.list("languages", as: SettingsText.language)
    guard let email, let token, let cif else { return nil }
    var account = SmartBillAccount(
      id: id, email: email, token: token, cif: cif,
      baseURL: baseURL ?? SmartBillAccount.defaultBaseURL, vatNames: names.byRate,
      vatReasonNames: names.byReason, isVATPayer: isVATPayer, vatRounding: rounding,
      roundingLineMax: roundingLine, confirmsTotals: confirmsTotals, rateLimits: limits,
      timeouts: timeouts, doubt: doubt,
      referenceField: reference ?? .mentions)
    account.definedLanguages = Set(languages)
    account.foreignVATNames = names.byCountry
    return account
  }

  /// What SmartBill is told under Contul Meu > Integrari > Sincronizare stocuri.
  static func stockPushToken(from section: SettingsSection) -> BearerToken? {
    section.secret("stock_push_token") { (text: String) throws(SettingsComplaint) in
      guard text.utf8.count >= stockPushTokenBytesMin else {
        throw SettingsComplaint(
          .both(
            "e mai scurt de \(stockPushTokenBytesMin) de caractere",
            "is shorter than \(stockPushTokenBytesMin) characters"),
          remedy: .both(
            "faceți unul nou, întâmplător, de 64 de caractere, și scrieți-l și în SmartBill",
            "make one with openssl rand -hex 32, and write it into SmartBill too"))
      }
      return BearerToken(text)
    }
  }

  /// Whoever guesses it could set a shop's stock.
  private static let stockPushTokenBytesMin = 20

  static func token(_ text: String) throws(SettingsComplaint) -> SmartBillToken {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw SettingsComplaint(
        .both("e gol", "is blank"),
        remedy: .both("copiați tokenul din SmartBill", "copy the token from SmartBill"))
    }
    return SmartBillToken(text)
  }

  /// A ban for each of a hundred lines; more is no rounding.
  private static let roundingLineBounds: ClosedRange<Money> = "0.01"..."1.00"

  private static func roundingLineMax(_ text: String) throws(SettingsComplaint) -> Money {
    guard let amount = Money(text), amount.bani != nil, roundingLineBounds.contains(amount) else {
      let (low, high) = (roundingLineBounds.lowerBound, roundingLineBounds.upperBound)
      throw SettingsComplaint(
        .both("nu e o sumă de la \(low) la \(high)", "isn't an amount from \(low) to \(high)"),
        remedy: .both(
          "scrieți cât poate îndrepta cel mult o linie „Rotunjire”, de exemplu \"0.01\"",
          "write the most that a line “Rotunjire” may even out, like \"0.01\""))
    }
    return amount
  }
}

/// The standard names of rates and of the reasons for none, and the file's over them.
private struct VATNames {
  var byRate = SmartBillAccount.defaultVATNames
  var byReason = SmartBillAccount.defaultVATReasonNames
  var byCountry: [ForeignVATRate: String] = [:]

  init(_ section: SettingsSection?) {
    for (text, _) in section?.entries ?? [] {
      guard let name = section?.requiredText(text) else { continue }
      if let reason = VATReason(rawValue: text) {
        byReason[reason] = name
      } else if let rate = VATRate(text), (0...VATRate.whole).contains(rate.units) {
        byRate[rate] = name
      } else if let foreign = ForeignVATRate(text) {
        byCountry[foreign] = name
      } else {
        let reasons = VATReason.allCases.map(\.rawValue).joined(separator: ", ")
        section?.report(
          SettingsComplaint(
            .both(
              "nu e nici cotă de TVA, nici motiv pentru lipsa ei",
              "is neither a VAT rate nor a reason for none"),
            remedy: .both(
              "scrieți un procent ca \"21\", unul al altei țări ca \"NL 21\", sau unul dintre "
                + reasons,
              "write a percentage like \"21\", a country's like \"NL 21\", or one of " + reasons)),
          onKey: text)
      }
    }
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
  fileprivate static let keys = ["connect", "create", "other", "stock"]
  private static let bounds: ClosedRange<Duration> = .milliseconds(1) ... .seconds(3600)

  fileprivate init(_ section: SettingsSection?) {
    self.init()
    guard let section else { return }
    connect = section.duration("connect", default: connect, in: Self.bounds)
    create = section.duration("create", default: create, in: Self.bounds)
    other = section.duration("other", default: other, in: Self.bounds)
    stock = section.duration("stock", default: stock, in: Self.bounds)
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
