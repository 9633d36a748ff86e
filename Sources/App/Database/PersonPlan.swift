import Domain

/// What is stored of a person, what of it would be removed, and what remains where.
struct PersonPlan: Encodable, Equatable {
  /// Where something may remain that only the person who acts can remove.
  enum Place: Encodable, Equatable { case freedSpace }

  let record: PersonRecord
  let mayRemain: [Place]

  static let eventsShown = 20

  /// What nothing needs any more; those that have lost their bodies have their failures' words yet.
  var removable: [Int64] { record.events.filter { !$0.isNeeded }.map(\.sequence) }

  var text: String {
    guard !record.events.isEmpty else { return "Nothing is stored that names this person.\n" }
    var events = Table("RECEIVED", "SHOP", "ORDER", "TYPE", "ID", "")
    for event in record.events.prefix(Self.eventsShown) {
      events.add(
        event.receivedAt.localText, event.shop.rawValue, event.order?.rawValue ?? "-",
        event.type ?? "-", event.id.rawValue,
        event.isNeeded ? "still needed" : event.isPruned ? "no body any more" : "")
    }
    var text = events.text(aligned: true)
    let rest = record.events.count - Self.eventsShown
    if rest > 0 { text += "… and \(rest) more.\n" }
    if !record.invoices.isEmpty {
      text += "\nTheir invoices:\n\n" + InvoiceViews.table(of: record.invoices).text(aligned: true)
    }
    if !record.payments.isEmpty {
      text += "\nTheir payments:\n\n" + PaymentViews.table(of: record.payments).text(aligned: true)
    }
    text += "\nRemoved are the bodies of these events, the orders in their jobs, the requests to\n"
    text += "SmartBill, the words of their failures, and the PDFs that are kept here.\n\n"
    return text + "What remains:\n" + remains.map { "- \($0.ro)\n  \($0.en)\n" }.joined()
  }

  private var remains: [BilingualText] {
    var remains = [
      BilingualText(
        ro: "Aici: seria, numărul, totalul și datele facturilor, și numărul comenzii.",
        en: "Here: the invoices' series, numbers, totals and dates, and the orders' ids.")
    ]
    if !record.payments.isEmpty {
      remains.append(
        BilingualText(
          ro: "Aici: sumele și datele încasărilor, și chitanțele lor.",
          en: "Here: the payments' amounts and dates, and their receipts."))
    }
    if record.answers > 0 {
      remains.append(
        BilingualText(
          ro: "Aici: \(record.answers) răspunsuri ale SmartBill, care sunt probe\(naming.ro).",
          en: "Here: \(record.answers) answers of SmartBill, which are proof\(naming.en)."))
    }
    if mayRemain.contains(.freedSpace) {
      remains.append(
        BilingualText(
          ro: "În fișierele bazei: urme, până la «punte database compact».",
          en: "In the database's files: traces, until “punte database compact”."))
    }
    remains += [
      BilingualText(
        ro: "În SmartBill: facturile și clientul; legea cere păstrarea facturilor.",
        en: "In SmartBill: the invoices and the client; the law has invoices kept."),
      BilingualText(
        ro: "În magazin, și în copiile făcute până acum: ștergeți-le când expiră.",
        en: "In the shop, and in copies made until now: delete those in their time."),
    ]
    return remains
  }

  private var naming: BilingualText {
    let named = [
      Self.list(record.answersNaming, ro: "facturilor", en: "invoices"),
      Self.list(record.paymentAnswersNaming, ro: "încasărilor", en: "payments"),
    ].compactMap(\.self)
    guard !named.isEmpty else { return BilingualText(ro: "", en: "") }
    return BilingualText(
      ro: "; ale \(named.map(\.ro).joined(separator: " și ale ")) numesc persoana",
      en: "; those of \(named.map(\.en).joined(separator: " and of ")) name the person")
  }

  private static func list(_ ids: [Int64], ro: String, en: String) -> BilingualText? {
    guard !ids.isEmpty else { return nil }
    let text = ids.map { "\($0)" }.joined(separator: ", ")
    return BilingualText(ro: "\(ro) \(text)", en: "\(en) \(text)")
  }
}
