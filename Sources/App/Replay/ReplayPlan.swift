import Domain

/// What a replay would do, for a person to agree to.
struct ReplayPlan: Encodable, Equatable {
  let selection: EventSelection
  let tallies: [EventTally]
  /// Events a second, at the most.
  let perSecond: Int
  /// Where they are sent; nil where they are handled here.
  let to: String?
  /// Nil where nothing is handled here, or the settings can't be read whole.
  var outlook: ReplayOutlook? = nil

  var events: Int { tallies.reduce(0) { $0 + $1.events } }
  var lastSequence: Int64 { tallies.map(\.lastSequence).max() ?? 0 }
  private var waiting: Int { tallies.reduce(0) { $0 + $1.waiting } }
  /// Of what was selected, left out.
  private var pruned: Int { tallies.reduce(0) { $0 + $1.pruned } }

  var text: String {
    guard let first = tallies.map(\.firstReceivedAt).min(),
      let last = tallies.map(\.lastReceivedAt).max()
    else { return "No stored event is selected.\n" }
    guard events > 0 else {
      return "Nothing can be replayed.\n- \(Self.gone(pruned).ro)\n  \(Self.gone(pruned).en)\n"
    }
    var table = Table("SHOP", "TYPE", "EVENTS")
    for tally in tallies { table.add(tally.shop.rawValue, tally.type ?? "-", "\(tally.events)") }
    let time = Pace(perSecond: perSecond).duration(of: events).wholeMilliseconds
    let sentences = effects.map(\.lines).joined()
    return """
      \(events == 1 ? "1 event" : "\(events) events"), received from \(first.localText) to \(last.localText)

      \(table.text(aligned: true))
      \(sentences)\(orders)
      At \(perSecond) events a second at the most: \(ProgressText.clock(Double(time) / 1000)) or longer.

      """
  }

  /// For which orders something would be done, named.
  private var orders: String {
    guard to == nil else { return "" }
    guard let outlook else { return Self.unknown.lines }
    guard outlook.total > 0 else { return Self.nothing.lines }
    return Self.asked(outlook.total).lines + "\n" + outlook.text
  }

  private static func asked(_ count: Int) -> BilingualText {
    BilingualText(
      ro: "Ce s-ar face acum, pe comenzi (\(count)):",
      en: "What would be done now, order by order (\(count)):")
  }

  private static let nothing = BilingualText(
    ro: "Nu s-ar emite, anula sau încasa nimic acum, pentru nicio comandă.",
    en: "Nothing would be issued, cancelled or booked now, for any order.")

  private static let unknown = BilingualText(
    ro: "Nu se poate spune ce comenzi ar fi atinse: setările nu pot fi citite întregi aici. "
      + "Vedeți «punte check».",
    en: "Which orders would be touched can't be said: the settings can't be read whole here. "
      + "See “punte check”.")

  /// In words, what will happen.
  private var effects: [BilingualText] {
    var effects = to.map(Self.sending) ?? Self.handling
    if to == nil, waiting > 0 { effects.append(Self.passedOver(waiting)) }
    if pruned > 0 { effects.append(Self.gone(pruned)) }
    return effects
  }

  private static func sending(_ url: String) -> [BilingualText] {
    [
      BilingualText(
        ro: "Se trimit la \(url): aceiași octeți și același id, cu ora de acum și semnătură nouă.",
        en: "They are sent to \(url): the same bytes and id, the time of now, signed anew."),
      BilingualText(ro: "Aici nu se schimbă nimic.", en: "Nothing changes here."),
    ]
  }

  private static let handling = [
    BilingualText(
      ro: "Fiecare este prelucrat încă o dată, în ordinea primirii, în urma celor ce sosesc acum.",
      en: "Each is handled once more, in the order of acceptance, behind what comes in now."),
    BilingualText(
      ro:
        "Nicio factură nu se emite de două ori: evenimentul rămâne legat de factura de la început.",
      en: "No invoice is issued twice: an event stays bound to the invoice that it met first."),
    BilingualText(
      ro: "Ce i s-a spus magazinului i se spune din nou, sub același webhook-id.",
      en: "What the shop was told it is told again, under the first webhook-id."),
    BilingualText(
      ro: "O anulare refuzată se încearcă din nou, dacă factura nu a fost cerută iar între timp.",
      en: "A refused cancel is tried again, unless the invoice was asked for since."),
    BilingualText(
      ro: "O comandă fără factură, pe care setările de azi o cer, o primește acum, o singură dată.",
      en: "An order without an invoice that today's settings ask for gets one now, once: one that "
        + "was refused or held, or whose event was not understood or asked for none then."),
  ]

  private static func passedOver(_ count: Int) -> BilingualText {
    BilingualText(
      ro: "\(count) își așteaptă încă prima prelucrare și sunt lăsate în pace.",
      en: "\(count) still wait to be handled, and are left alone.")
  }

  private static func gone(_ count: Int) -> BilingualText {
    BilingualText(
      ro: "\(count) nu mai au conținutul, șters cu «punte database prune»: sunt lăsate deoparte.",
      en: "\(count) have had their bodies removed by “punte database prune”, and are left out.")
  }

  private enum CodingKeys: String, CodingKey {
    case selection, events, pruned, perSecond, to, tallies, orders, ordersTotal
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(selection, forKey: .selection)
    try container.encode(events, forKey: .events)
    try container.encode(pruned, forKey: .pruned)
    try container.encode(perSecond, forKey: .perSecond)
    try container.encodeIfPresent(to, forKey: .to)
    try container.encode(tallies, forKey: .tallies)
    try container.encodeIfPresent(outlook?.asks, forKey: .orders)
    try container.encodeIfPresent(outlook?.total, forKey: .ordersTotal)
  }
}

extension BilingualText {
  /// As an entry of the plan's list.
  fileprivate var lines: String { "- \(ro)\n  \(en)\n" }
}
