import Domain

/// How replays look at a terminal.
enum ReplayViews {
  static func table(of replays: [Replay]) -> Table {
    var table = Table("ID", "STARTED", "STATE", "EVENTS", "TAKEN", "BY", "SELECTION", "REASON")
    for replay in replays {
      table.add(
        "\(replay.id)", replay.startedAt.localText, replay.state.rawValue, "\(replay.selected)",
        "\(replay.taken)", replay.by.name, text(of: replay.selection), replay.by.reason)
    }
    return table
  }

  static func card(of detail: ReplayDetail) -> String {
    let replay = detail.replay
    var card = Card()
    card.add("Replay", "\(replay.id)")
    card.add("Selection", text(of: replay.selection))
    card.add("State", replay.state.rawValue)
    card.add("Events", "\(replay.selected)")
    card.add("Taken", "\(replay.taken)")
    card.add("Passed over", replay.passedOver == 0 ? nil : "\(replay.passedOver)")
    card.add("Under way", "\(detail.jobsUnderWay) jobs")
    card.add("By", replay.by.name)
    card.add("Reason", replay.by.reason)
    card.add("Started", replay.startedAt.localText)
    card.add("Ended", replay.endedAt?.localText)
    card.addBlock("Acts", JobViews.attempts(detail.acts))
    return card.text
  }

  /// As it would be asked for.
  static func text(of selection: EventSelection) -> String {
    let parts: [(String, String?)] = [
      ("since", selection.since.map { "\($0)" }), ("until", selection.until.map { "\($0)" }),
      ("shop", selection.shop?.rawValue), ("type", selection.type),
      ("order", selection.subject?.rawValue), ("outcome", selection.outcome?.word),
    ]
    let words =
      parts.compactMap { name, value in value.map { "\(name) \($0)" } }
      + selection.ids.map { "id \($0)" }
    return words.isEmpty ? "all" : words.joined(separator: ", ")
  }
}
