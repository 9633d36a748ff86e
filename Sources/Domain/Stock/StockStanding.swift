/// How a shop's stock ledger stands, which decides what a pass may leave unsent.
public struct StockStanding: Sendable, Equatable {
  /// What the keys of its products are.
  public var identity: ProductIdentity
  /// When the last comparison of the whole began; nil before the first, and after a restore, which
  /// brings back what the ledger knew once: then all is sent.
  public var comparedAsOf: Timestamp?

  public init(identity: ProductIdentity, comparedAsOf: Timestamp?) {
    self.identity = identity
    self.comparedAsOf = comparedAsOf
  }
}
