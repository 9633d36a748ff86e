/// Which connection carries a request.
public enum ConnectionUse: Sendable, Equatable {
  /// One kept from an earlier request, if there is one, and kept for the next.
  case pooled
  /// A new one that is closed afterwards: it can't have died unnoticed before the request.
  case fresh
}
