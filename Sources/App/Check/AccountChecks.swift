import Domain
import SmartBill

/// What is known of an account: the settings, what SmartBill says, and what the ledger says.
struct AccountFacts: Sendable {
  var id: AccountID
  var account: SmartBillAccount
  /// The shops that are invoiced through it.
  var shops: [ShopID: ShopSettings]
  var inspection: Inspected
  /// Of before the inspection; an invoice issued meanwhile would look like a stranger's.
  var ledger: LedgerFacts
  /// Of after it.
  var recordsAfter: [Series: SeriesRecord]
  /// Other accounts of the settings with the same token.
  var sharingToken: [AccountID] = []

  enum Inspected: Sendable {
    case known(AccountInspection)
    /// Why it wasn't asked.
    case skipped(BilingualText)
  }

  var warehousesWanted: Set<String> {
    shops.values.reduce(into: []) { $0.formUnion($1.warehouses) }
  }

  var seriesWanted: Set<String> {
    shops.values.reduce(into: []) { $0.formUnion($1.invoicing.allSeries) }
  }
  var receiptSeriesWanted: Set<String> {
    Set(shops.values.flatMap(\.invoicing.receiptSeries))
  }
  var proformaSeriesWanted: Set<String> {
    Set(shops.values.flatMap(\.invoicing.proformaSeries))
  }
  var needs: OrderNeeds { ledger.needs[id] ?? OrderNeeds() }
}

/// What the facts of an account mean.
enum AccountChecks {
  static func all(of facts: AccountFacts) -> [Check] {
    let subject = facts.id.rawValue
    var checks = [token(facts)].compactMap(\.self)
    guard case .known(let inspection) = facts.inspection else {
      if case .skipped(let reason) = facts.inspection {
        checks.append(.skipped("login", subject, because: reason))
      }
      return checks
    }
    checks += login(inspection, facts)
    guard case .known(let series) = inspection.series else {
      let reason = BilingualText(
        ro: "SmartBill n-a spus ce serii are contul", en: "SmartBill didn't tell the series")
      checks += ["series", "vat", "warehouses", "units"].map {
        .skipped($0, subject, because: reason)
      }
      return checks
    }
    for name in facts.seriesWanted.sorted() {
      let check = self.series(name, among: series, facts)
      checks.append(check)
      if check.verdict == .ok {
        checks.append(numbering(of: name, among: series, facts))
      }
      checks.append(use(of: name, facts))
    }
    checks += facts.receiptSeriesWanted.sorted().map { ReceiptChecks.series($0, among: series) }
    checks += facts.proformaSeriesWanted.sorted().map { ProformaChecks.series($0, among: series) }
    checks += vat(inspection.vatRates, facts)
    checks.append(warehouses(inspection.warehouses, facts))
    checks.append(units(inspection.measuringUnits, facts))
    checks.append(
      ClockChecks.check(
        "clock", "SmartBill (\(subject))", skewMilliseconds: inspection.clockSkewMilliseconds))
    return checks
  }

  // MARK: Login

  private static func token(_ facts: AccountFacts) -> Check? {
    guard let other = facts.sharingToken.min() else { return nil }
    return .failed(
      "token", facts.id.rawValue,
      .both(
        "contul \(other) are același token: fiecare își numără singur apelurile, iar împreună "
          + "pot trece de 30 în 10 secunde",
        "account \(other) has the same token: each counts its own calls, and together they may "
          + "pass 30 in 10 seconds"),
      remedy: .both(
        "Folosiți un singur cont în setări, sau un utilizator SmartBill pentru fiecare.",
        "Use one account in the settings, or a SmartBill user for each."), .configuration)
  }

  /// How SmartBill's 401 about the company begins (`smartbill-api.md` §7.3).
  private static let companyWords = "Firma la care incercati"

  private static func login(_ inspection: AccountInspection, _ facts: AccountFacts) -> [Check] {
    let subject = facts.id.rawValue
    let loggedIn = Check.ok(
      "login", subject, ro: "SmartBill acceptă e-mailul și tokenul",
      en: "SmartBill accepts the e-mail and the token")
    let companyName = "\(subject) \(facts.account.cif)"
    switch inspection.series {
    case .known:
      return [
        loggedIn,
        .ok("company", companyName, ro: "firma e a contului", en: "the company is the account's"),
      ]
    case .failed(let failure) where failure.code == .smartBillCredentials:
      guard failure.detail?.hasPrefix(companyWords) == true else {
        return [
          .failed(
            "login", subject,
            .both(
              "SmartBill refuză e-mailul sau tokenul" + words(failure),
              "SmartBill refuses the e-mail or the token" + words(failure)),
            remedy: .both(
              "Copiați tokenul din SmartBill: Contul meu › Integrări › API, și e-mailul de acolo.",
              "Copy the token from SmartBill: Contul meu › Integrări › API, and its e-mail."),
            .configuration),
          .skipped(
            "company", companyName,
            because: .both("fără autentificare nu se vede", "can't be seen without the login")),
        ]
      }
      return [
        loggedIn,
        .failed(
          "company", companyName,
          .both(
            "SmartBill nu dă firma acestui utilizator" + words(failure),
            "SmartBill doesn't give the company to this user" + words(failure)),
          remedy: .both(
            "Scrieți «cif» exact ca în SmartBill, cu sau fără RO, ori dați utilizatorului "
              + "dreptul la firmă.",
            "Write “cif” exactly as SmartBill has it, with or without RO, or give the user the "
              + "right to the company."), .configuration),
      ]
    case .blocked(let until):
      return [
        .failed(
          "login", subject,
          .both(
            "SmartBill a blocat tokenul până la \(until)",
            "SmartBill has blocked the token until \(until)"),
          remedy: .both(
            "Așteptați; nu apelați până atunci, căci blocarea o ia de la capăt. Dați fiecărui "
              + "program tokenul lui.",
            "Wait; a call before then begins the block anew. Give every program its own token."),
          .unavailable)
      ]
    case .failed(let failure):
      return [
        .failed(
          "login", subject,
          .both(
            "SmartBill nu răspunde la întrebarea despre serii" + words(failure),
            "SmartBill doesn't answer the question for series" + words(failure)),
          remedy: failure.code == .smartBillRefused ? wrongAddress : failure.remedy, .unavailable)
      ]
    // Every account has series.
    case .absent, .notAsked: return []
    }
  }

  private static let wrongAddress = BilingualText.both(
    "Dacă la cont este «base_url», corectați adresa; altfel încercați mai târziu.",
    "If the account has a “base_url”, correct that address; else try later.")

  private static func words(_ failure: Failure) -> String {
    failure.detail.map { ": " + $0 } ?? ""
  }

  // MARK: Series

  private static func series(
    _ name: String, among offered: [OfferedSeries], _ facts: AccountFacts
  ) -> Check {
    let invoices = offered.filter { $0.kind == .invoice }
    if invoices.contains(where: { $0.name == name }) {
      return .ok(
        "series", name, ro: "există și e pentru facturi", en: "exists, and is for invoices")
    }
    if let other = offered.first(where: { $0.name == name }) {
      let kind =
        other.kind == .proforma
        ? BilingualText(ro: "proforme", en: "proformas")
        : BilingualText(ro: "chitanțe", en: "receipts")
      return .failed(
        "series", name,
        .both(
          "seria e pentru \(kind.ro), nu pentru facturi",
          "the series is for \(kind.en), not for invoices"),
        remedy: .both(
          "Faceți în SmartBill o serie de facturi numai pentru Punte și scrieți-o în «series».",
          "Make a series of invoices for Punte alone in SmartBill, and write it as “series”."),
        .configuration)
    }
    let names = invoices.map(\.name)
    let near =
      names.first { $0.lowercased() == name.lowercased() }
      ?? Spelling.nearest(to: name, among: names)
    let list = names.sorted().joined(separator: ", ")
    return .failed(
      "series", name,
      .both(
        "contul \(facts.id) nu are seria; are: \(list.isEmpty ? "niciuna" : list)",
        "account \(facts.id) has no such series; it has: \(list.isEmpty ? "none" : list)"),
      remedy: near.map {
        .both("Ați vrut să scrieți «\($0)»?", "Did you mean “\($0)”?")
      }
        ?? .both(
          "Faceți-o în SmartBill: Configurare › Serii, pentru facturi.",
          "Make it in SmartBill: Configurare › Serii, for invoices."), .configuration)
  }

  private static func numbering(
    of name: String, among offered: [OfferedSeries], _ facts: AccountFacts
  ) -> Check {
    let series = Series(cif: facts.account.cif, name: name)
    guard let next = offered.first(where: { $0.name == name && $0.kind == .invoice })?.nextNumber
    else {
      return .failed(
        "numbering", name,
        .both("numărul următor nu e un număr", "the next number is no number"),
        remedy: .both(
          "Corectați numerotarea seriei în SmartBill.", "Mend the series' numbering in SmartBill."),
        .configuration)
    }
    let record = facts.ledger.records[series]
    if record != facts.recordsAfter[series] || record?.unclear != nil {
      return .skipped(
        "numbering", name,
        because: .both(
          "tocmai se emite sau e nelămurită o factură", "an invoice is under way or in doubt"))
    }
    guard let record, record.holdsOurs, let last = record.last else {
      return .ok(
        "numbering", name, ro: "urmează \(next); Punte n-a emis încă aici",
        en: "\(next) is next; Punte has issued nothing here yet")
    }
    guard next == last + 1 else {
      return .failed(
        "numbering", name,
        .both(
          "SmartBill are ca număr următor \(next), iar registrul așteaptă \(last + 1): altcineva "
            + "a emis sau a șters în serie",
          "SmartBill's next number is \(next), and the ledger expects \(last + 1): somebody else "
            + "issued or deleted in the series"),
        remedy: .both(
          "Uitați-vă în SmartBill la documentele din serie și în «punte invoices series»; seria "
            + "trebuie lăsată numai lui Punte.",
          "Look at the series' documents in SmartBill and by “punte invoices series”; leave the "
            + "series to Punte alone."), .configuration)
    }
    return .ok(
      "numbering", name, ro: "urmează \(next), cum așteaptă registrul",
      en: "\(next) is next, as the ledger expects")
  }

  private static func use(of name: String, _ facts: AccountFacts) -> Check {
    let series = Series(cif: facts.account.cif, name: name)
    if let stopped = facts.ledger.stopped.first(where: { $0.series == series }) {
      return .failed(
        "series_use", name,
        .both(
          "seria e oprită: " + stopped.failure.reason.ro,
          "the series is stopped: " + stopped.failure.reason.en),
        remedy: stopped.failure.remedy, .configuration)
    }
    let foreign = facts.ledger.foreign.filter { $0.series == series && $0.document.total != nil }
    if let newest = foreign.first {
      return .warning(
        "series_use", name,
        .both(
          "în serie sunt documente pe care nu le-a emis Punte, ultimul \(newest.document.number)",
          "the series holds documents that Punte didn't issue, the last \(newest.document.number)"),
        remedy: .both(
          "Nu emiteți de mână și din alt program în ea: o factură nelămurită nu s-ar mai putea "
            + "hotărî.",
          "Don't issue in it by hand or by another program: a doubt could not be decided any more."
        ))
    }
    let shops = facts.shops.filter { $0.value.invoicing.allSeries.contains(name) }.keys.sorted()
      .map(\.rawValue).joined(separator: ", ")
    return .ok("series_use", name, ro: "o folosesc: \(shops)", en: "used by: \(shops)")
  }

  // MARK: What the account has

  private static func vat(_ offered: Offered<OfferedVATRate>, _ facts: AccountFacts) -> [Check] {
    let subject = facts.id.rawValue
    let rates: [OfferedVATRate]
    switch offered {
    case .known(let list) where !facts.account.isVATPayer:
      return [
        .failed(
          "vat", subject,
          .both(
            "setările spun că firma e neplătitoare de TVA, dar SmartBill are \(list.count) cote",
            "the settings say that the company pays no VAT, though SmartBill has \(list.count) "
              + "rates"),
          remedy: .both(
            "Scoateți «vat_payer: false» de la cont, sau schimbați firma în SmartBill.",
            "Remove “vat_payer: false” from the account, or change the company in SmartBill."),
          .configuration)
      ]
    case .absent where !facts.account.isVATPayer:
      return [
        .ok("vat", subject, ro: "firma e neplătitoare de TVA", en: "the company pays no VAT")
      ]
    case .known(let list): rates = list
    case .absent(let words):
      return [
        .warning(
          "vat", subject,
          .both(
            "SmartBill nu dă cote de TVA: \(words)", "SmartBill gives no VAT rates: \(words)"),
          remedy: .both(
            "Dacă firma e neplătitoare de TVA, scrieți «vat_payer: false» la cont; magazinul "
              + "trebuie să trimită cota 0.",
            "If the company pays no VAT, write “vat_payer: false” on the account; the shop must "
              + "send the rate 0."))
      ]
    default: return [unknown("vat", subject, offered)]
    }
    let names = facts.account.vatNames
    let needed = Set(names.keys).union(facts.needs.vatRates).sorted()
    let checks = needed.compactMap { rate -> Check? in
      let known = rates.filter { $0.rate == rate }.map(\.name)
      let isUsed = facts.needs.vatRates.contains(rate)
      let list = known.joined(separator: ", ")
      guard let name = names[rate] else {
        return rate.units == 0
          ? nil
          : .failed(
            "vat", "\(subject) \(rate)%",
            .both(
              "comenzile au cota, dar setările nu îi dau numele; SmartBill: "
                + (list.isEmpty ? "n-o are" : list),
              "orders have the rate, but the settings don't name it; SmartBill: "
                + (list.isEmpty ? "hasn't got it" : list)),
            remedy: .both(
              "Adăugați în «vat_names»: \"\(rate)\": \(known.first ?? "numele din SmartBill").",
              "Add to “vat_names”: \"\(rate)\": \(known.first ?? "its name in SmartBill")."),
            .configuration)
      }
      if known.contains(name) { return nil }
      let text = BilingualText(
        ro: "SmartBill n-are cota cu numele «\(name)»; are: \(list.isEmpty ? "niciuna" : list)",
        en: "SmartBill has no such rate named “\(name)”; it has: \(list.isEmpty ? "none" : list)")
      let remedy = BilingualText(
        ro: "Scrieți în «vat_names» numele din SmartBill, sau adăugați cota acolo.",
        en: "Write SmartBill's name into “vat_names”, or add the rate there.")
      return !known.isEmpty || isUsed
        ? .failed("vat", "\(subject) \(rate)%", text, remedy: remedy, .configuration)
        : .warning("vat", "\(subject) \(rate)%", text, remedy: remedy)
    }
    guard checks.isEmpty else { return checks }
    let list = needed.map { "\($0)%" }.joined(separator: ", ")
    return [
      .ok(
        "vat", subject, ro: "cotele \(list) sunt în SmartBill",
        en: "the rates \(list) are in SmartBill")
    ]
  }

  private static func warehouses(_ offered: Offered<String>, _ facts: AccountFacts) -> Check {
    let subject = facts.id.rawValue
    let missingRemedy = BilingualText(
      ro: "Scrieți gestiunea exact ca în SmartBill.",
      en: "Write the warehouse exactly as SmartBill has it.")
    switch offered {
    case .known(let names):
      let missing = facts.warehousesWanted.subtracting(names).sorted().joined(separator: ", ")
      let list = names.isEmpty ? "-" : names.joined(separator: ", ")
      guard missing.isEmpty else {
        return .failed(
          "warehouses", subject,
          .both(
            "nu există gestiunea \(missing); s-au găsit: \(list)",
            "there is no warehouse \(missing); these were found: \(list)"),
          remedy: missingRemedy, .configuration)
      }
      return .ok("warehouses", subject, ro: "gestiuni: \(list)", en: "warehouses: \(list)")
    case .absent(let words):
      let text = BilingualText(
        ro: "contul nu spune ce gestiuni are: \(words)",
        en: "the account doesn't tell its warehouses: \(words)")
      guard !facts.warehousesWanted.isEmpty else {
        return .skipped(
          "warehouses", subject,
          because: .both(
            text.ro + "; setările nu cer niciuna", text.en + "; the settings need none"))
      }
      return .warning("warehouses", subject, text, remedy: missingRemedy)
    default: return unknown("warehouses", subject, offered)
    }
  }

  private static func units(_ offered: Offered<String>, _ facts: AccountFacts) -> Check {
    let subject = facts.id.rawValue
    let wanted = facts.needs.units.union([OrderLine.defaultUnit])
    switch offered {
    case .known(let names):
      let missing = wanted.subtracting(names).sorted().joined(separator: ", ")
      guard missing.isEmpty else {
        return .warning(
          "units", subject,
          .both(
            "SmartBill n-are unitatea de măsură \(missing)",
            "SmartBill has no measuring unit \(missing)"),
          remedy: .both(
            "Adăugați-o în SmartBill: Configurare › Unități de măsură, sau schimbați-o în magazin.",
            "Add it in SmartBill: Configurare › Unități de măsură, or change it in the shop."))
      }
      let list = wanted.sorted().joined(separator: ", ")
      return .ok(
        "units", subject, ro: "unitățile \(list) sunt în SmartBill",
        en: "the units \(list) are in SmartBill")
    case .absent(let words):
      return .skipped(
        "units", subject,
        because: .both(
          "contul nu spune ce unități de măsură are: \(words)",
          "the account doesn't tell its measuring units: \(words)"))
    default: return unknown("units", subject, offered)
    }
  }

  /// Of a list that may be looked up another day; nothing stands still for it.
  private static func unknown<Item>(
    _ name: String, _ subject: String, _ offered: Offered<Item>
  ) -> Check {
    switch offered {
    case .failed(let failure):
      .warning(
        name, subject,
        .both(
          "SmartBill n-a răspuns" + words(failure), "SmartBill didn't answer" + words(failure)),
        remedy: failure.remedy)
    default:
      .skipped(
        name, subject, because: .both("SmartBill n-a fost întrebat", "SmartBill was not asked"))
    }
  }
}
