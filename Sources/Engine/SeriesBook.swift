import Domain
import Synchronization

/// The number that each series' next document should get, as far as this process knows: learned
/// from each success, forgotten where it is no longer sure, so that an invoice costs one call.
final class SeriesBook: Sendable {
  private let numbers = Mutex<[Series: Int]>([:])

  func next(of series: Series) -> Int? { numbers.withLock { $0[series] } }

  func set(_ number: Int, of series: Series) { numbers.withLock { $0[series] = number } }

  func forget(_ series: Series) { numbers.withLock { $0[series] = nil } }
}
