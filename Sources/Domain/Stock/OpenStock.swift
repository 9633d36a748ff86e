/// What earlier passes have planned and the shop hasn't answered for, beside a new snapshot; pure.
///
/// Such a batch is on its way, or was given up when nobody knew whether the shop had it: of its
/// products the ledger says nothing certain, so they are told again whatever it says.
public struct OpenStock: Sendable {
  /// Products whose open level is no newer than the snapshot.
  public private(set) var overtaken: Set<StockKey> = []
  /// Products whose open level is newer than the snapshot's.
  public private(set) var newer: Set<StockKey> = []
  /// What is left of the batches that name an overtaken product.
  public private(set) var rest: [StockBatch.ID: StockBatch.Content] = [:]

  private let asOf: Timestamp
  /// Nil: all of them.
  private let keys: Set<StockKey>?

  /// - Parameter keys: what a push names; nil where the whole is compared, which takes the place of all
  ///   that is open.
  public init(beside asOf: Timestamp, of keys: Set<StockKey>? = nil) {
    self.asOf = asOf
    self.keys = keys
  }

  /// Takes the next page of the shop's open batches.
  public mutating func take(_ batches: [StockBatch]) {
    for batch in batches {
      guard let keys else {
        overtaken.formUnion(batch.content.items.map(\.key))
        continue
      }
      let named = batch.content.items.map(\.key).filter(keys.contains)
      guard !named.isEmpty else { continue }
      guard batch.asOf <= asOf else {
        newer.formUnion(named)
        continue
      }
      overtaken.formUnion(named)
      var content = batch.content
      content.items.removeAll { keys.contains($0.key) }
      rest[batch.id] = content
    }
  }
}
