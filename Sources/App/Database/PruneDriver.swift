import Domain
import StoreSQLite

/// Removes bodies a step at a time, each a small transaction of whoever owns the database, so that
/// nobody waits long for it. Interrupted, it is begun again with what is left.
struct PruneDriver {
  private let access: DatabaseAccess
  private let reader: SQLiteReader
  private let person: Operator
  private let prune: Prune

  init(
    starting scope: Prune.Scope, in access: DatabaseAccess, _ reader: SQLiteReader,
    by person: Operator
  ) async throws(CommandError) {
    let request = PruneRequest(key: SampleID.fresh(), scope: scope)
    _ = try await access.perform(.startPrune(request), by: person)
    self.access = access
    self.reader = reader
    self.person = person
    prune = try await Self.stored(request.key, reader)
  }

  /// - Parameter next: the next events after one.
  func run(
    total: Int, next: (Int64) async throws(StoreError) -> [Int64]
  ) async throws(CommandError) -> Prune {
    var progress = Progress()
    var (cursor, done): (Int64, Int) = (0, 0)
    while true {
      let events = try await DatabaseAccess.answer { () async throws(StoreError) in
        try await next(cursor)
      }
      guard let last = events.last else { break }
      cursor = last
      if case .refused(let refusal) = try await access.perform(
        .prune(prune.id, events: events), by: person)
      {
        throw CommandError(
          "nothing more is removed", refusal, remedy: "Report it: this can't be.", .software)
      }
      done += events.count
      if total > Prune.stepEventsMax { progress.show(done, of: total) }
    }
    if total > Prune.stepEventsMax { progress.end(done, of: total) }
    return try await Self.stored(prune.key, reader)
  }

  private static func stored(
    _ key: String, _ reader: SQLiteReader
  ) async throws(CommandError) -> Prune {
    let found = try await DatabaseAccess.answer { () async throws(StoreError) in
      try await reader.prune(key: key)
    }
    guard let found else {
      throw CommandError("the prune was not stored", remedy: "Try again.", .software)
    }
    return found
  }
}
