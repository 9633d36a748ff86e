/// Where an event stands among those of its order: by its moment, and of one moment by the order of
/// acceptance. Two whose moments are their receipts keep the order of acceptance, whatever the clock
/// did between them.
public struct EventPlace: Codable, Sendable, Hashable, Comparable {
  public let moment: Timestamp
  /// The event's own, which rises with the order of acceptance.
  public let sequence: Int64
  /// Whether the event itself says the moment; else it is that of its receipt.
  public let isClaimed: Bool

  public init(moment: Timestamp, sequence: Int64, isClaimed: Bool = true) {
    self.moment = moment
    self.sequence = sequence
    self.isClaimed = isClaimed
  }

  /// - Parameter claimed: the event's `timestamp`, as its shop wrote it. Where it is missing, can't be
  ///   read, or is too far ahead of the receipt, the receipt counts: a shop's wrong clock must not
  ///   block its own orders.
  public init(claimed: String?, receivedAt: Timestamp, sequence: Int64) {
    let latest = receivedAt + Self.clockAheadMax
    let moment = claimed.flatMap(Timestamp.init(rfc3339:)).flatMap { $0 <= latest ? $0 : nil }
    self.init(moment: moment ?? receivedAt, sequence: sequence, isClaimed: moment != nil)
  }

  public static func < (left: Self, right: Self) -> Bool {
    guard left.isClaimed || right.isClaimed else { return left.sequence < right.sequence }
    return (left.moment, left.sequence) < (right.moment, right.sequence)
  }

  /// A shop's clock may be ahead of ours by so much: as far as signatures allow too.
  public static let clockAheadMax = Duration.seconds(300)
}
