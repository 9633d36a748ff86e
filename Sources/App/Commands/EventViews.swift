import Domain

/// How events look at a terminal.
enum EventViews {
  static func table(of events: [EventRecord]) -> Table {
    var table = Table("RECEIVED", "SHOP", "TYPE", "ORDER", "STATE", "FAILURE", "ID")
    for event in events {
      table.add(
        event.receivedAt.localText, event.shop.rawValue, event.type ?? "-",
        event.subject?.rawValue ?? "-", event.state.rawValue,
        event.failure?.code.rawValue ?? "-", event.id.rawValue)
    }
    return table
  }

  static func card(of detail: EventDetail) -> String {
    let event = detail.event
    var card = Card()
    card.add("Event", event.id.rawValue)
    card.add("Shop", event.shop.rawValue)
    card.add("Type", event.type)
    card.add("Order", event.subject?.rawValue)
    card.add("Received", event.receivedAt.localText)
    card.add("State", event.state.rawValue)
    card.add("Trace", event.trace?.text)
    card.add("Note", event.note)
    card.add("Duplicates", event.duplicates == 0 ? nil : "\(event.duplicates)")
    card.add("Conflicts", event.conflicts == 0 ? nil : "\(event.conflicts)")
    card.addBlock("Failure", event.failure?.lines ?? "")
    card.addBlock("Jobs", JobViews.table(of: detail.jobs).text(aligned: true))
    if let prunedAt = event.prunedAt {
      card.addBlock("Body", "removed on \(prunedAt.localText) by “punte database prune”")
    } else {
      card.addBlock("Body, \(event.bodyBytes) bytes", BodyText.text(of: detail.body))
    }
    for body in detail.conflictingBodies {
      card.addBlock("Conflicting body, \(body.count) bytes", BodyText.text(of: body))
    }
    return card.text
  }
}

/// An event as `--json` shows it: bodies are text, or `base64:…`.
struct EventDocument: Encodable {
  let event: EventRecord
  let body: String
  let conflictingBodies: [String]
  let jobs: [JobRecord]

  init(_ detail: EventDetail) {
    event = detail.event
    body = BodyText.text(of: detail.body)
    conflictingBodies = detail.conflictingBodies.map(BodyText.text)
    jobs = detail.jobs
  }
}
