import Domain
import Synchronization

/// The number that each series' next document should get, as far as this process knows: learned
/// from each success, forgotten where it is no longer sure, so that an invoice costs one call.
final class SeriesBook: Sendable {
  private struct Entry {
    let number: Int
    /// SmartBill has just said so.
    let isFresh: Bool
  }

  private let entries = Mutex<[Series: Entry]>([:])

  func next(of series: Series) -> Int? { entries.withLock { $0[series]?.number } }

  /// What is remembered, if the ledger still says so; else it is forgotten: a person may have said
  /// meanwhile that a document was deleted, or an audit have found one.
  ///
  /// - Parameter last: the last number that the ledger knows.
  func next(of series: Series, after last: Int?) -> Int? {
    entries.withLock { entries in
      guard let entry = entries[series] else { return nil }
      if entry.isFresh || last.map({ $0 + 1 }) == entry.number { return entry.number }
      entries[series] = nil
      return nil
    }
  }

  func set(_ number: Int, of series: Series, isFresh: Bool = false) {
    entries.withLock { $0[series] = Entry(number: number, isFresh: isFresh) }
  }

  func forget(_ series: Series) { entries.withLock { $0[series] = nil } }

  /// Nothing is remembered of a series that is stopped: whoever resumes it may have changed it.
  func forgetStopped(by changes: [LedgerChange]) {
    for case .seriesStopped(let series, _) in changes { forget(series) }
  }
}
