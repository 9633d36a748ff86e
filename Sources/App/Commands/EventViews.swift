import Domain
import Listener

/// How events look at a terminal.
enum EventViews {
  static func table(of events: [EventRecord]) -> Table {
    var table = Table("RECEIVED", "SHOP", "TYPE", "ORDER", "STATE", "ASKED", "FAILURE", "ID")
    for event in events {
      table.add(
        event.receivedAt.localText, event.shop.rawValue, event.type ?? "-",
        event.subject?.rawValue ?? "-", word(event.state), event.asked?.rawValue ?? "-",
        event.failure?.code.rawValue ?? event.askedFailure ?? "-", event.id.rawValue)
    }
    return table
  }

  static func table(ofRefused deliveries: [RefusedDelivery]) -> Table {
    var table = Table("REFUSED", "SHOP", "REASON", "BYTES")
    for delivery in deliveries {
      table.add(
        delivery.at.localText, delivery.shop, delivery.reason.rawValue, "\(delivery.bytes)")
    }
    return table
  }

  /// Handling an event completes it; what it asked for may have failed since.
  static func word(_ state: Job.State) -> String {
    state == .completed ? "handled" : state.rawValue
  }

  /// The state that such a word says.
  static func state(_ word: String) -> Job.State? {
    Job.State.allCases.first { self.word($0) == word } ?? Job.State(rawValue: word)
  }

  static func card(of detail: EventDetail) -> String {
    let event = detail.event
    var card = Card()
    card.add("Event", event.id.rawValue)
    card.add("Shop", event.shop.rawValue)
    card.add("Type", event.type)
    card.add("Order", event.subject?.rawValue)
    card.add("Received", event.receivedAt.localText)
    card.add("State", word(event.state))
    card.add(
      "Asked",
      event.asked.map { asked in
        event.askedFailure.map { "\(asked.rawValue): \($0)" } ?? asked.rawValue
      })
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
