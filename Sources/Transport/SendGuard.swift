/// The last word on whether a request may be sent, just before its first byte.
///
/// It runs on the one thread of all transfers: it must be quick (a monotonic deadline, an atomic
/// flag) and never touch a store.
public struct SendGuard: Sendable {
  let permits: @Sendable () -> Bool

  public init(permits: @escaping @Sendable () -> Bool) {
    self.permits = permits
  }
}
