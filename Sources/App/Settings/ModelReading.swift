import Domain
import SmartBill

/// Reads how orders are invoiced: the shop's own way, or a rule's over it.
struct ModelReading {
  let section: SettingsSection
  /// The shop's; nil where the file names none that could be read.
  let account: SmartBillAccount?

  static let keys = [
    "series", "language", "due", "delivery", "mentions", "observations", "email", "wait",
    "vat_on_collection", "union_code", "issuer", "delegate", "save_customer", "proforma_series",
  ]

  /// The shop's own warehouse stands with its products.
  static let ruleKeys = keys + ["warehouse", "kind"]

  /// Three years; nobody sells on longer credit.
  private static let daysBounds = 0...1_096
  private static let waitBounds: ClosedRange<Duration> = .zero ... .seconds(30 * 86_400)
  private static let none = "false"

  /// What the section doesn't say stays as it is in the other; `false` takes it away.
  func model(over other: InvoiceModel) -> InvoiceModel {
    var model = other
    if let series = section.optional("series", as: SettingsText.nonEmpty) { model.series = series }
    take("proforma_series", into: &model.proformaSeries, as: SettingsText.nonEmpty)
    takeKind(into: &model)
    take("language", into: &model.terms.language, as: language)
    take("due", into: &model.terms.dueDays, as: Self.days)
    take("delivery", into: &model.terms.deliveryDays, as: Self.days)
    take("mentions", into: &model.terms.mentions, as: SettingsText.printed)
    take("observations", into: &model.terms.observations, as: SettingsText.printed)
    take("warehouse", into: &model.terms.warehouse, as: SettingsText.nonEmpty)
    take("vat_on_collection", as: &model.terms.hasVATOnCollection)
    if model.terms.hasVATOnCollection == true, account?.isVATPayer == false {
      section.report(
        SettingsComplaint(
          .both(
            "cere o firmă plătitoare de TVA, iar contul are vat_payer: false",
            "needs a company that pays VAT, and the account says vat_payer: false"),
          remedy: .both("scoateți una dintre ele", "remove one of them")),
        onKey: "vat_on_collection")
    }
    take("union_code", as: &model.terms.usesUnionCode)
    take("save_customer", as: &model.terms.savesCustomer)
    takeSection("issuer", keys: ["name", "cnp"], into: &model.terms.issuer, as: issuer)
    takeSection(
      "delegate", keys: ["name", "identity_card", "car"], into: &model.terms.delegate,
      as: delegate)
    takeMail(into: &model.mail)
    model.wait = section.duration("wait", default: model.wait, in: Self.waitBounds)
    return model
  }

  /// A rule's own: the shop's way is to invoice.
  private func takeKind(into model: inout InvoiceModel) {
    model.kind = section.word("kind", default: .invoice)
    guard model.kind == .proforma, model.proformaSeries == nil else { return }
    section.report(
      SettingsComplaint(
        .both(
          "e proformă, dar nicio serie nu spune de unde îi vine numărul",
          "is a proforma, and no series says where its number comes from"),
        remedy: .both(
          "scrieți aici sau la invoicing proforma_series: o serie de proforme din SmartBill",
          "write proforma_series here or under invoicing: one of SmartBill's for proformas")),
      onKey: "kind")
  }

  // MARK: Kinds of values

  private func take<Value>(
    _ key: String, into value: inout Value?,
    as read: (String) throws(SettingsComplaint) -> Value
  ) {
    if isNone(key) {
      value = nil
    } else if let new = section.optional(key, as: read) {
      value = new
    }
  }

  private func take(_ key: String, as value: inout Bool?) {
    if let new = section.optional(key, as: SettingsText.flag) { value = new }
  }

  private func takeSection<Value>(
    _ key: String, keys: [String], into value: inout Value?, as read: (SettingsSection) -> Value?
  ) {
    if isNone(key) {
      value = nil
    } else if let new = section.section(key, keys: keys).flatMap(read) {
      value = new
    }
  }

  private func isNone(_ key: String) -> Bool {
    section.node(key)?.scalar.map { $0.string == Self.none && $0.style == .plain } == true
  }

  // MARK: Values

  private func language(_ text: String) throws(SettingsComplaint) -> String {
    let text = try SettingsText.language(text)
    let known = SmartBillAccount.ownLanguages.union(account?.definedLanguages ?? [])
    guard account == nil || known.contains(text) else {
      let list = known.sorted().joined(separator: ", ")
      throw SettingsComplaint(
        .both(
          "e o limbă pe care SmartBill ar lua-o, fără să spună, drept română",
          "is a language that SmartBill would silently take for Romanian"),
        remedy: .both(
          "scrieți una dintre \(list), sau treceți-o la languages ale contului, dacă e definită în "
            + "SmartBill",
          "write one of \(list), or name it in the account's languages if it is defined in "
            + "SmartBill"))
    }
    return text
  }

  private static func days(_ text: String) throws(SettingsComplaint) -> Int {
    let day = Duration.seconds(86_400)
    guard let duration = DurationText.duration(of: text),
      case let days = Int(duration / day), day * days == duration, daysBounds.contains(days)
    else {
      throw SettingsComplaint(
        .both(
          "nu e un număr de zile de la \(daysBounds.lowerBound) la \(daysBounds.upperBound)",
          "isn't a number of days from \(daysBounds.lowerBound) to \(daysBounds.upperBound)"),
        remedy: .both(
          "scrieți, de exemplu, 15d, sau false pentru niciunul",
          "write e.g. 15d, or false for none"))
    }
    return days
  }

  private func issuer(_ section: SettingsSection) -> DocumentIssuer? {
    let code = section.optional("cnp") { (text: String) throws(SettingsComplaint) in
      guard PersonalCode.isValid(text) else {
        throw SettingsComplaint(
          .both("nu e un CNP valid", "isn't a valid CNP"),
          remedy: .both(
            "scrieți cele treisprezece cifre în ghilimele", "write its thirteen digits in quotes"))
      }
      return text
    }
    return section.requiredText("name").map { DocumentIssuer(name: $0, personalCode: code) }
  }

  /// SmartBill prints the card only with a name, and the car only with both.
  private func delegate(_ section: SettingsSection) -> DocumentDelegate? {
    let card = section.optional("identity_card", as: SettingsText.nonEmpty)
    let car = section.optional("car", as: SettingsText.nonEmpty)
    if section.node("car") != nil, section.node("identity_card") == nil {
      section.report(
        SettingsComplaint(
          .both(
            "se tipărește numai lângă un act de identitate",
            "is printed only beside an identity card"),
          remedy: .both(
            "adăugați identity_card, sau scoateți-l", "add identity_card, or remove it")),
        onKey: "car")
    }
    return section.requiredText("name").map {
      DocumentDelegate(name: $0, identityCard: card, car: car)
    }
  }

  // MARK: Mail

  /// `true`, `false`, or how.
  private func takeMail(into mail: inout InvoiceMail?) {
    guard let node = section.node("email") else { return }
    if node.scalar != nil {
      guard let isMailed = section.optional("email", as: SettingsText.flag) else { return }
      mail = isMailed ? mail ?? InvoiceMail() : nil
      return
    }
    guard
      let how = section.section("email", keys: ["to", "cc", "bcc", "subject", "text"])
    else { return }
    let addresses = { (text: String) throws(SettingsComplaint) -> MailAddresses in
      guard let addresses = MailAddresses(text) else {
        throw SettingsComplaint(
          .both(
            "nu are 1 până la \(MailAddresses.countMax) adrese de e-mail despărțite prin virgule",
            "is not 1 to \(MailAddresses.countMax) e-mail addresses between commas"),
          remedy: .both(
            "scrieți-le ca ana@firma.example, ion@firma.example",
            "write them like ana@firma.example, ion@firma.example"))
      }
      return addresses
    }
    mail = InvoiceMail(
      to: how.optional("to", as: addresses), cc: how.optional("cc", as: addresses),
      bcc: how.optional("bcc", as: addresses),
      subject: how.optional("subject") { (text: String) throws(SettingsComplaint) in
        guard let subject = MailSubject(text) else {
          throw SettingsComplaint(
            .both(
              "nu e un rând de cel mult \(MailSubject.lengths.upperBound) de caractere",
              "isn't a line of at most \(MailSubject.lengths.upperBound) characters"),
            remedy: .both("scurtați-l", "shorten it"))
        }
        return subject
      },
      text: how.optional("text") { (text: String) throws(SettingsComplaint) in
        guard let text = MailText(text) else {
          throw SettingsComplaint(
            .both(
              "e gol, are un caracter de control, sau are peste \(MailText.lengths.upperBound) de "
                + "caractere",
              "is empty, has a control character, or more than \(MailText.lengths.upperBound) "
                + "characters"),
            remedy: .both("corectați-l", "correct it"))
        }
        return text
      })
  }
}
