import Domain
import Synchronization

/// The number that each series' next document should get, as far as this process knows: learned
/// from each success, forgotten where it is no longer sure, so that an invoice costs one call.
final class SeriesBook: Sendable {
  private let numbers = Mutex<[Series: Int]>([:])

  func next(of series: Series) -> Int? { numbers.withLock { $0[series] } }

  /// What is remembered, if the ledger still says so; else it is forgotten: a person may have said
  /// meanwhile that a document was deleted, or an audit have found one.
  ///
  /// - Parameter last: the last number that the ledger knows.
  func next(of series: Series, after last: Int?) -> Int? {
    numbers.withLock { numbers in
      if let last, numbers[series] == last + 1 { return last + 1 }
      numbers[series] = nil
      return nil
    }
  }

  func set(_ number: Int, of series: Series) { numbers.withLock { $0[series] = number } }

  func forget(_ series: Series) { numbers.withLock { $0[series] = nil } }

  /// Nothing is remembered of a series that is stopped: whoever resumes it may have changed it.
  func forgetStopped(by changes: [LedgerChange]) {
    for case .seriesStopped(let series, _) in changes { forget(series) }
  }
}
