import Domain
import SmartBill

/// Whether the account has the rates, warehouses and units that the settings and the orders need.
enum OfferChecks {
  static func vat(_ offered: Offered<OfferedVATRate>, _ facts: AccountFacts) -> [Check] {
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
    return named(rates, facts) + notes(facts)
  }

  private static func named(_ rates: [OfferedVATRate], _ facts: AccountFacts) -> [Check] {
    let subject = facts.id.rawValue
    let names = facts.account.vatNames
    // Abroad a rate has Romania's name where it has none of its own.
    let abroad = facts.needs.foreignVATRates.filter { facts.account.foreignVATNames[$0] == nil }
    let used = facts.needs.vatRates.union(abroad.map(\.rate))
    let needed = Set(names.keys).union(used).sorted()
    let checks = needed.compactMap { rate -> Check? in
      let known = rates.filter { $0.rate == rate }.map(\.name)
      let isUsed = used.contains(rate)
      let list = known.joined(separator: ", ")
      guard let name = names[rate] else {
        return rate.units == 0 ? nil : unnamed(rate, known, subject)
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
    let foreign = facts.account.foreignVATNames.filter { rate, name in
      !rates.contains(OfferedVATRate(name: name, rate: rate.rate))
    }
    let foreignChecks = foreign.map { rate, name in
      let subject = "\(subject) \(rate.country.code) \(rate.rate)%"
      return Check.failed(
        "vat", subject,
        .both(
          "SmartBill n-are o cotă de \(rate.rate)% cu numele «\(name)»",
          "SmartBill has no rate of \(rate.rate)% named “\(name)”"),
        remedy: .both(
          "Scrieți în «vat_names» numele din SmartBill, sau adăugați cota acolo.",
          "Write SmartBill's name into “vat_names”, or add the rate there."), .configuration)
    }
    let found = checks + foreignChecks.sorted { ($0.subject ?? "") < ($1.subject ?? "") }
    guard found.isEmpty else { return found }
    let list = needed.map { "\($0)%" }.joined(separator: ", ")
    return [
      .ok(
        "vat", subject, ro: "cotele \(list) sunt în SmartBill",
        en: "the rates \(list) are in SmartBill")
    ]
  }

  /// Orders beside a row; more make it unreadable.
  private static let ordersMax = 6

  /// Of orders that can't be invoiced whatever the settings and SmartBill have.
  private static func notes(_ facts: AccountFacts) -> [Check] {
    let valid = facts.ledger.today.map { RomanianVAT.rates(on: $0) } ?? []
    let list = valid.map { "\($0)%" }.joined(separator: ", ")
    return facts.needs.lapsed.sorted { $0.key < $1.key }.map { rate, orders in
      let shown = orders.sorted().prefix(ordersMax).joined(separator: ", ")
      let more = orders.count > ordersMax ? ", + \(orders.count - ordersMax)" : ""
      let who =
        orders.count == 1
        ? BilingualText(
          ro: "comanda \(shown) o are și nu poate fi facturată așa",
          en: "order \(shown), which has it, can't be invoiced so")
        : BilingualText(
          ro: "comenzile \(shown)\(more) o au și nu pot fi facturate așa",
          en: "orders \(shown)\(more), which have it, can't be invoiced so")
      return Check.warning(
        "vat", "\(facts.id) \(rate)%",
        .both(
          "cota nu e valabilă azi în România (cele valabile: \(list)): \(who.ro)",
          "the rate isn't valid in Romania today (the valid ones: \(list)): \(who.en)"),
        remedy: .both(
          "Corectați cota în magazin, la comandă, apoi cereți factura din nou. Setările și "
            + "SmartBill nu trebuie schimbate.",
          "Correct the rate in the shop, on the order, then ask for the invoice again. Neither the "
            + "settings nor SmartBill need a change."))
    }
  }

  /// A rate that orders have, and the settings don't name.
  ///
  /// - Parameter known: what SmartBill calls it; empty where it has none such.
  private static func unnamed(_ rate: VATRate, _ known: [String], _ subject: String) -> Check {
    guard let name = known.first else {
      return .failed(
        "vat", "\(subject) \(rate)%",
        .both(
          "comenzile au cota, dar n-o au nici setările, nici SmartBill",
          "orders have the rate, but neither the settings nor SmartBill have it"),
        remedy: .both(
          "Dacă cota e bună, faceți-o în SmartBill și scrieți numele ei în «vat_names»; dacă nu, "
            + "corectați-o în magazin.",
          "If the rate is right, make it in SmartBill and write its name into “vat_names”; if not, "
            + "correct it in the shop."), .configuration)
    }
    let list = known.joined(separator: ", ")
    return .failed(
      "vat", "\(subject) \(rate)%",
      .both(
        "comenzile au cota, dar setările nu îi dau numele; în SmartBill se numește \(list)",
        "orders have the rate, but the settings don't name it; SmartBill calls it \(list)"),
      remedy: .both(
        "Adăugați în «vat_names»: \"\(rate)\": \(name).",
        "Add to “vat_names”: \"\(rate)\": \(name)."), .configuration)
  }

  static func warehouses(_ offered: Offered<String>, _ facts: AccountFacts) -> Check {
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

  static func units(_ offered: Offered<String>, _ facts: AccountFacts) -> Check {
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

  /// Rows of SmartBill's lists that were passed over; nil where there is none.
  static func unreadable(_ count: Int?, _ facts: AccountFacts) -> Check? {
    guard let count else { return nil }
    return .warning(
      "lists", facts.id.rawValue,
      .both(
        "rânduri care nu pot fi citite în listele din SmartBill (serii, cote, gestiuni, unități): "
          + "\(count); celelalte sunt luate",
        "rows of SmartBill's lists (series, rates, warehouses, units) that can't be read: \(count); "
          + "the others are taken"),
      remedy: .both(
        "Dacă lipsește ceva ce există în SmartBill, corectați-l acolo sau întrebați asistența SmartBill.",
        "If something is missing that SmartBill has, correct it there or ask SmartBill's support."))
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
          "SmartBill n-a răspuns" + AccountChecks.romanianWords(failure),
          "SmartBill didn't answer" + AccountChecks.words(failure)),
        remedy: failure.remedy, commands: failure.code.commands)
    default:
      .skipped(
        name, subject, because: .both("SmartBill n-a fost întrebat", "SmartBill was not asked"))
    }
  }
}
