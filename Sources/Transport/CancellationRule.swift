/// What cancelling the task that waits for an answer does.
///
/// Before the first byte it always ends the transfer, as not sent.
public enum CancellationRule: Sendable, Equatable {
  /// Ends the transfer; once bytes have left, as unclear.
  case honoured
  /// Once bytes may have left, waits for the answer all the same: for what must not stay unclear.
  case ignoredOnceSent
}
