import Domain
import SmartBill

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
      let reason = unknown(after: inspection.series)
      checks += ["series", "vat", "warehouses", "units"].map {
        .skipped($0, subject, because: reason)
      }
      return checks
    }
    for name in facts.seriesWanted.sorted() {
      let check = SeriesChecks.series(name, among: series, facts)
      checks.append(check)
      if check.verdict == .ok {
        checks.append(SeriesChecks.numbering(of: name, among: series, facts))
      }
      checks.append(SeriesChecks.use(of: name, facts))
    }
    checks += facts.receiptSeriesWanted.sorted().map { ReceiptChecks.series($0, among: series) }
    checks += facts.proformaSeriesWanted.sorted().map { ProformaChecks.series($0, among: series) }
    checks += OfferChecks.vat(inspection.vatRates, facts)
    checks += [RoundingChecks.check(facts)].compactMap(\.self)
    checks.append(OfferChecks.warehouses(inspection.warehouses, facts))
    checks.append(OfferChecks.units(inspection.measuringUnits, facts))
    checks += [OfferChecks.unreadable(inspection.unreadableRows, facts)].compactMap(\.self)
    checks.append(
      ClockChecks.check(
        "clock", "SmartBill (\(subject))", skewMilliseconds: inspection.clockSkewMilliseconds))
    return checks
  }

  /// Why nothing is known of what an account offers: after the series nothing more is asked.
  private static func unknown(after series: Offered<OfferedSeries>) -> BilingualText {
    switch series {
    case .failed(let failure) where failure.code == .smartBillCredentials:
      isAboutCompany(failure)
        ? .both(
          "fără dreptul la firmă nu se vede", "can't be seen without the right to the company")
        : .both("fără autentificare nu se vede", "can't be seen without the login")
    case .blocked:
      .both("nu se vede cât tokenul e blocat", "can't be seen while the token is blocked")
    default:
      .both(
        "nu se știe: SmartBill n-a răspuns la întrebarea despre serii și n-a mai fost întrebat",
        "isn't known: SmartBill didn't answer the question for series, and was asked no more")
    }
  }

  private static func isAboutCompany(_ failure: Failure) -> Bool {
    failure.detail?.hasPrefix(companyWords) == true
  }

  private static func token(_ facts: AccountFacts) -> Check? {
    guard let other = facts.sharingToken.min() else { return nil }
    return .ok(
      "token", facts.id.rawValue,
      ro: "același token ca al contului \(other): apelurile lor se numără împreună",
      en: "the same token as account \(other)'s: their calls are counted together")
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
      guard isAboutCompany(failure) else {
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
            "SmartBill a blocat tokenul până la \(until.localText)",
            "SmartBill has blocked the token until \(until.localText)"),
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
            "SmartBill nu răspunde la întrebarea despre serii" + romanianWords(failure),
            "SmartBill doesn't answer the question for series" + words(failure)),
          remedy: failure.code == .smartBillRefused ? wrongAddress : failure.remedy,
          .unavailable,
          commands: failure.code == .smartBillRefused ? [] : failure.code.commands)
      ]
    // Every account has series.
    case .absent, .notAsked: return []
    }
  }

  private static let wrongAddress = BilingualText.both(
    "Dacă la cont este «base_url», corectați adresa; altfel încercați mai târziu.",
    "If the account has a “base_url”, correct that address; else try later.")

  /// SmartBill's own words are Romanian; the transport's are English, and stand in that row alone.
  static func romanianWords(_ failure: Failure) -> String {
    failure.code == .smartBillUnreachable ? "" : words(failure)
  }

  static func words(_ failure: Failure) -> String {
    failure.detail.map { ": " + $0 } ?? ""
  }
}
