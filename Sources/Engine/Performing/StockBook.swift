import Domain
import Synchronization

/// The names of what warehouses hold, as they were last read: a list of thousands isn't asked for
/// with each order.
final class StockBook: Sendable {
  struct Warehouse: Hashable {
    let account: AccountID
    let name: String
  }

  /// A product that was named anew is found so much later, at the most.
  static let ageMax = Duration.seconds(300)
  /// A title that isn't found is looked up in a list that is no older.
  static let ageOfDoubtMax = Duration.seconds(15)
  /// Warehouses of which lists are kept; one has some MB at the most.
  private static let warehousesMax = 16

  private let lists = Mutex<[Warehouse: (spelling: StockSpelling, readAt: Timestamp)]>([:])

  func spelling(in warehouse: Warehouse, at now: Timestamp, ageMax: Duration) -> StockSpelling? {
    lists.withLock { lists in
      // Read later than now, it is of before the clock was set back: of an unknown age.
      lists[warehouse].flatMap {
        (.zero...ageMax).contains(now - $0.readAt) ? $0.spelling : nil
      }
    }
  }

  func keep(_ spelling: StockSpelling, of warehouse: Warehouse, at now: Timestamp) {
    lists.withLock { lists in
      if lists.count >= Self.warehousesMax, lists[warehouse] == nil { lists = [:] }
      lists[warehouse] = (spelling, now)
    }
  }
}
