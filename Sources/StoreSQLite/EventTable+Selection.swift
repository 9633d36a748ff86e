import Domain
import FoundationEssentials
import GRDB

/// The stored events that a selection means, each with the latest job that handles it.
extension EventTable {
  struct Handled {
    let sequence: Int64
    let job: Job.ID
  }

  func handled(
    _ selection: EventSelection, after cursor: Int64, through last: Int64, limit: Int
  ) throws -> [Handled] {
    let conditions = Conditions(
      selection, after: cursor, through: last, withBodiesAlone: true)
    return try db.rows(
      "SELECT events.sequence, jobs.id AS job \(Self.handled)"
        + conditions.clause(oldestBy: "events.sequence", limit: limit), conditions.arguments
    ).map { Handled(sequence: try $0.value("sequence"), job: try $0.value("job")) }
  }

  func select(
    _ selection: EventSelection, after cursor: Int64, through last: Int64, limit: Int
  ) throws -> [SelectedEvent] {
    let conditions = Conditions(
      selection, after: cursor, through: last, withBodiesAlone: true)
    return try db.rows(
      """
      SELECT events.sequence, events.shop, events.id, events.received_at, events.body,
        events.subject \(Self.handled)
      """ + conditions.clause(oldestBy: "events.sequence", limit: limit), conditions.arguments
    ).map { row in
      SelectedEvent(
        event: Event(
          sequence: try row.value("sequence"), shop: ShopID(try row.value("shop")),
          id: EventID(try row.value("id")),
          receivedAt: Timestamp(milliseconds: try row.value("received_at")),
          body: Array(try row.value("body") as Data)),
        subject: try (row.optional("subject") as String?).map(OrderID.init(_:)))
    }
  }

  func tally(_ selection: EventSelection) throws -> [EventTally] {
    let conditions = Conditions(selection, after: 0, through: .max)
    return try db.rows(
      """
      SELECT events.shop, events.type, COUNT(*) AS selected,
        SUM(events.pruned_by IS NOT NULL) AS pruned,
        SUM(\(Self.state) IN ('available', 'running')) AS waiting,
        MIN(events.received_at) AS first_at, MAX(events.received_at) AS last_at,
        MAX(events.sequence) AS last_sequence \(Self.handled)
      """ + conditions.text
        + " GROUP BY events.shop, events.type ORDER BY events.shop, events.type",
      conditions.arguments
    ).map { row in
      EventTally(
        shop: ShopID(try row.value("shop")), type: try row.optional("type"),
        events: try row.counted("selected") - row.counted("pruned"),
        waiting: try row.counted("waiting"),
        pruned: try row.counted("pruned"), firstReceivedAt: try row.moment("first_at"),
        lastReceivedAt: try row.moment("last_at"), lastSequence: try row.value("last_sequence"))
    }
  }
}

extension Conditions {
  /// - Parameter withBodiesAlone: leaves out those whose bodies were removed.
  fileprivate init(
    _ selection: EventSelection, after cursor: Int64, through last: Int64,
    withBodiesAlone: Bool = false
  ) {
    self.init()
    if withBodiesAlone { add("events.pruned_by IS NULL AND jobs.id IS NOT NULL", []) }
    add("events.sequence > ?", [cursor])
    add("events.sequence <= ?", [last])
    add("events.shop", is: selection.shop?.rawValue)
    add("events.type", is: selection.type)
    add("events.subject", is: selection.subject?.rawValue)
    addMoments("events.received_at", since: selection.since, until: selection.until)
    if !selection.ids.isEmpty { add("events.id", isIn: selection.ids.map(\.rawValue)) }
    if let outcome = selection.outcome {
      add(EventTable.state, isIn: outcome.states.map(\.rawValue))
    }
    if !selection.includesTimerEvents {
      let types = TimerEvent.allCases.map { "'\($0.type)'" }.joined(separator: ", ")
      add("(events.type IS NULL OR events.type NOT IN (\(types)))", [])
    }
  }
}
