import Domain

/// What a removal of old bodies would do, for a person to agree to.
struct PrunePlan: Encodable, Equatable {
  let before: Timestamp
  let tally: PruneTally

  init(before: Timestamp, tally: PruneTally) {
    self.before = before
    self.tally = tally
  }

  var text: String {
    var text: String
    if let first = tally.firstReceivedAt, let last = tally.lastReceivedAt {
      text =
        "\(tally.events) events, received from \(first.localText) to \(last.localText), "
        + "lose their bodies: \(ByteText.text(of: tally.bytes)).\n"
        + Self.effects.map { "- \($0.ro)\n  \($0.en)\n" }.joined()
    } else {
      text = "No event received before \(before.localText) has a body that may go.\n"
    }
    if tally.needed > 0 {
      text +=
        "\(tally.needed) as old are kept: a job, an invoice that isn't clear, or a replay still "
        + "needs them.\n"
    }
    return text
  }

  private static let effects = [
    BilingualText(
      ro: "Evenimentul rămâne cunoscut după id: trimis din nou, este un duplicat.",
      en: "An event stays known by its id: sent again, it is a duplicate."),
    BilingualText(
      ro: "Nu mai poate fi prelucrat din nou («punte replay»), nici arătat.",
      en: "It can't be replayed or shown any more."),
    BilingualText(
      ro: "Facturile, ce i s-a spus magazinului și răspunsurile SmartBill rămân.",
      en: "Invoices, what the shop was told, and SmartBill's answers stay."),
  ]

  static func done(_ prune: Prune) -> String {
    "Prune \(prune.id): \(prune.events) events have lost their bodies, "
      + "\(ByteText.text(of: prune.bytes)).\n"
  }
}
