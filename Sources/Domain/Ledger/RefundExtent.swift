/// How much of an invoice is taken back.
public enum RefundExtent: Codable, Sendable, Equatable {
  /// All of it, by SmartBill's own storno; `total` is what the shop says that it comes to, where it
  /// does.
  case whole(total: Money?)
  /// What is given back, as the document is to say it: the order with the lines that are taken
  /// back, their quantities and the total negative.
  case part(Order, DocumentTerms)
}

/// A refund's id, as its shop writes it. Unique in an order.
public struct RefundID: ShopGivenID {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// How an issued invoice is cancelled.
public enum CancelMode: String, Codable, Sendable, CaseIterable {
  /// In SmartBill, as if it had not been issued: the number stays used.
  case annul
  /// By a storno: what was sent to ANAF's SPV may by law only be reversed.
  case storno
}
