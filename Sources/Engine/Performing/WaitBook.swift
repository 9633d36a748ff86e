import Domain
import Synchronization

/// For how long this process has known what waits: a document or a payment in doubt, a job. What
/// proves that a document doesn't exist is measured here, by a clock that nobody can set, and begins
/// anew after a restart: the moments in the database are by a clock that may have been set since.
final class WaitBook: Sendable {
  private struct Entry {
    /// A document's or a payment's: a new one is a new doubt.
    let attempt: Int
    let knownSince: Duration
    var absentSince: Duration?
  }

  private let time: any TimeSource
  /// A doubt that has ended stays in it until the process ends: there are few, of a few bytes each.
  private let entries = Mutex<[Int64: Entry]>([:])

  init(_ time: any TimeSource) { self.time = time }

  /// How long ago it was first looked at.
  func age(of id: Int64, attempt: Int = 0) -> Duration {
    change(id, attempt) { entry, now in now - entry.knownSince }
  }

  /// It waits no more.
  func forget(_ id: Int64) { entries.withLock { $0[id] = nil } }

  /// Notes a look that found nothing. Answers whether it proves that there is nothing: another one of
  /// this process found nothing either, at least so long ago.
  ///
  /// - Parameter absentAt: of the look before, as the ledger has it; nil if that found something, or
  ///   was not stored.
  func confirmsAbsence(
    of id: Int64, attempt: Int, absentAt: Timestamp?, after interval: Duration
  ) -> Bool {
    change(id, attempt) { entry, now in
      guard absentAt != nil, let since = entry.absentSince else {
        entry.absentSince = now
        return false
      }
      return now - since >= interval
    }
  }

  private func change<Value>(
    _ id: Int64, _ attempt: Int, _ body: (inout Entry, _ now: Duration) -> Value
  ) -> Value {
    let now = time.uptime()
    return entries.withLock { entries in
      var entry =
        entries[id].flatMap { $0.attempt == attempt ? $0 : nil }
        ?? Entry(attempt: attempt, knownSince: now)
      defer { entries[id] = entry }
      return body(&entry, now)
    }
  }
}
