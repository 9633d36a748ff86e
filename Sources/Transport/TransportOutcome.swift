/// How a request ended.
public enum TransportOutcome: Sendable {
  /// A whole answer came, whatever its status.
  case answered(TransportResponse)
  /// Not one byte of the request has left.
  case notSent(TransportFailure)
  /// Bytes may have left, so the server may have acted.
  case unclear(TransportFailure)
}
