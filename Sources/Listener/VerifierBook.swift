import Domain
import Signatures
import Synchronization

/// The shops' verifiers, which may be exchanged while requests are under way: each is judged by
/// those that it met.
public final class VerifierBook: Sendable {
  private let verifiers: Mutex<ShopVerifiers>

  public init(_ verifiers: [ShopID: Verifier]) {
    self.verifiers = Mutex(ShopVerifiers(verifiers))
  }

  public func replace(by verifiers: [ShopID: Verifier]) {
    let fresh = ShopVerifiers(verifiers)
    self.verifiers.withLock { $0 = fresh }
  }

  var current: ShopVerifiers { verifiers.withLock { $0 } }
}
