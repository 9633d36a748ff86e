import Domain
import SmartBill

/// Whether the series of invoices exist, go on where the ledger left them, and are Punte's alone.
enum SeriesChecks {
  static func series(
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
        .both(
          "Ați vrut să scrieți «\($0)»? Corectați «series», sau faceți seria în SmartBill: "
            + "Configurare › Serii, pentru facturi.",
          "Did you mean “\($0)”? Correct “series”, or make the series in SmartBill: Configurare › "
            + "Serii, for invoices.")
      }
        ?? .both(
          "Corectați «series», sau faceți seria în SmartBill: Configurare › Serii, pentru facturi.",
          "Correct “series”, or make the series in SmartBill: Configurare › Serii, for invoices."),
      .configuration)
  }

  static func numbering(
    of name: String, among offered: [OfferedSeries], _ facts: AccountFacts
  ) -> Check {
    let series = Series(cif: facts.account.cif, name: name)
    guard let next = offered.first(where: { $0.name == name && $0.kind == .invoice })?.nextNumber
    else {
      return .failed(
        "numbering", name,
        .both("numărul următor nu e un număr", "the next number isn't a number"),
        remedy: .both(
          "Corectați numerotarea seriei în SmartBill.",
          "Correct the series' numbering in SmartBill."),
        .configuration)
    }
    let record = facts.ledger.records[series]
    if record != facts.recordsAfter[series] || record?.unclear != nil {
      return .skipped(
        "numbering", name,
        because: .both(
          "tocmai se emite sau e nelămurită o factură", "an invoice is under way or in doubt"))
    }
    if next > InvoiceNumber.first, record?.isUnverified == true {
      return .warning(
        "numbering", name,
        .both(
          "urmează \(next), iar baza de date a fost refăcută dintr-o copie: înainte de prima "
            + "factură, Punte compară seria cu SmartBill; dacă s-au emis altele între timp, se oprește",
          "\(next) is next, and the database was restored from a copy: before the first invoice "
            + "Punte compares the series with SmartBill, and stops if others were issued since"),
        remedy: .both(
          "Nu e nimic de făcut: serviciul Punte o compară singur. Dacă se oprește, se vede de ce.",
          "There is nothing to do: “punte serve” compares it by itself. If it stops, look why."),
        commands: ["punte invoices series"])
    }
    if next > InvoiceNumber.first,
      record.map({ $0.isUnknown || $0.isUnverified }) ?? facts.ledger.isMissing
    {
      return .warning(
        "numbering", name,
        .both(
          "urmează \(next), iar registrul nu știe ce documente sunt în serie: înainte de prima "
            + "factură, Punte caută înapoi documente cu referința lui; dacă găsește, sau dacă numere "
            + "dinaintea lui \(next) nu există, se oprește",
          "\(next) is next, and the ledger doesn't know what the series holds: before the first "
            + "invoice Punte searches it back for documents with its reference, and stops if it finds "
            + "one, or if numbers before \(next) don't exist"
        ),
        remedy: .both(
          "Dacă a mai existat o bază de date Punte pentru această firmă, refaceți-o din copie; dacă "
            + "nu, nu e nimic de făcut. Dacă seria a început de la un număr mai mare, se va opri o "
            + "dată: porniți-o.",
          "If there was a Punte database of this company before, restore it from its copy; if not, "
            + "there is nothing to do. If the series began at a higher number it will stop once: "
            + "start it."),
        commands: [
          "punte database restore FILE --reason \"WHY\"",
          "punte invoices resume \(name) --reason \"WHY\"",
        ])
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
          "Uitați-vă la documentele din serie, în SmartBill și în registrul lui Punte; seria trebuie "
            + "lăsată numai lui Punte.",
          "Look at the series' documents in SmartBill and in Punte's ledger; leave the series to "
            + "Punte alone."), .configuration, commands: ["punte invoices series"])
    }
    return .ok(
      "numbering", name, ro: "urmează \(next), cum așteaptă registrul",
      en: "\(next) is next, as the ledger expects")
  }

  static func use(of name: String, _ facts: AccountFacts) -> Check {
    let series = Series(cif: facts.account.cif, name: name)
    if let stopped = facts.ledger.stopped.first(where: { $0.series == series }) {
      let detail = stopped.failure.detail.map { " (\($0))" } ?? ""
      return .failed(
        "series_use", name,
        .both(
          "seria e oprită: " + stopped.failure.reason.ro + detail,
          "the series is stopped: " + stopped.failure.reason.en + detail),
        remedy: stopped.failure.remedy, .configuration, commands: stopped.failure.code.commands)
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
}
