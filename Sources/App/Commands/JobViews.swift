import Domain

/// How jobs look at a terminal.
enum JobViews {
  static func table(of jobs: [JobRecord]) -> Table {
    var table = Table("ID", "KIND", "SHOP", "ORDER", "STATE", "ATTEMPT", "DUE", "FAILURE", "EVENT")
    for job in jobs {
      table.add(
        "\(job.id)", job.kind.rawValue, job.shop.rawValue, job.order?.rawValue ?? "-",
        job.state.rawValue, "\(job.attempt)",
        due(job) ?? "-", job.failure?.code.rawValue ?? "-", job.event.rawValue)
    }
    return table
  }

  /// When its turn comes; nil for what isn't waiting.
  private static func due(_ job: JobRecord) -> String? {
    guard job.state == .available else { return nil }
    return job.waitsFor.map { "after job \($0)" } ?? job.runAt.localText
  }

  static func card(of detail: JobDetail) -> String {
    let job = detail.job
    var card = Card()
    card.add("Job", "\(job.id)")
    card.add("Kind", job.kind.rawValue)
    card.add("Shop", job.shop.rawValue)
    card.add("Order", job.order?.rawValue)
    card.add("Invoice", detail.invoice.map { "\($0)" })
    card.add("Event", job.event.rawValue)
    card.add("Key", job.key)
    card.add("Lane", job.lane)
    card.add("State", job.state.rawValue)
    card.add("Attempt", "\(job.attempt)")
    card.add("Due", due(job))
    card.add("Created", job.createdAt.localText)
    card.add("Updated", job.updatedAt.localText)
    card.add("Note", job.note)
    card.addBlock("Failure", job.failure?.lines ?? "")
    card.addBlock("Attempts", attempts(detail.attempts))
    return card.text
  }

  /// What was done, when, and by whom.
  static func attempts(_ attempts: [AttemptRecord]) -> String {
    guard !attempts.isEmpty else { return "" }
    var table = Table("NUMBER", "STARTED", "ENDED", "OUTCOME", "FAILURE", "WHO", "WHY")
    for attempt in attempts {
      table.add(
        attempt.number == 0 ? "-" : "\(attempt.number)", attempt.startedAt.localText,
        attempt.endedAt.localText, attempt.outcome, attempt.failure?.code.rawValue ?? "-",
        attempt.who, attempt.why ?? "-")
    }
    return table.text(aligned: true)
  }
}
