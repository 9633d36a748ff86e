/// An event that the clock makes, not the shop. It is stored and handled like any other, under an
/// id that names its day, so that it happens once however often it is made.
public enum TimerEvent: String, Sendable, CaseIterable {
  /// Compare the shop's series with the ledger, each night.
  case seriesAudit = "series.audit_due"

  public var type: String { rawValue }

  /// The hour of the fiscal time zone at which it is due: shops and their people are quiet then.
  public var hour: Int {
    switch self {
    case .seriesAudit: 3
    }
  }

  /// The same bytes whenever it is made.
  ///
  /// - Parameter day: `yyyy-MM-dd`.
  public func delivery(to shop: ShopID, for day: String, at now: Timestamp) -> Delivery {
    Delivery(
      shop: shop, event: .inside("\(type)/\(day)"), receivedAt: now,
      body: Array(#"{"type": "\#(type)", "data": {}}"#.utf8))
  }
}
