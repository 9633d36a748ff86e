/// What of an order a cancel takes back.
public enum CancelReach: String, Codable, Sendable {
  /// Its invoice, and where none was asked for yet, what will ask for one by itself.
  case order
  /// Only what wasn't sent: the order's status says that it is cancelled, and what was issued for it
  /// is an operator's to cancel.
  case unsent
  /// An invoice that there is. In draft mode an order without one must stay free to be invoiced when
  /// the trial is over.
  case invoice
}
