import Domain
import HTTPTypes
import Hummingbird
import Logging
import Meters
import Synchronization

/// Tells an operator of deliveries to addresses that there are not: a shop was given a wrong one, and
/// only sees 404.
final class UnknownAddresses: Sendable {
  /// A stranger may send any number: the log has one line in so much time.
  static let logInterval = Duration.seconds(60)

  private let book: VerifierBook
  private let refused: RefusedDeliveries
  private let clock: any TimeSource
  private let meters: Meters
  private let logger: Logger
  private let lastLogged = Mutex<ContinuousClock.Instant?>(nil)

  init(
    book: VerifierBook, refused: RefusedDeliveries, clock: any TimeSource, meters: Meters,
    logger: Logger
  ) {
    self.book = book
    self.refused = refused
    self.clock = clock
    self.meters = meters
    self.logger = logger
  }

  /// Counts the request if it is signed as any of the shops' deliveries are. Its signature isn't
  /// judged: whose it would be nobody can tell.
  func note(_ request: Request) {
    let names = Set(request.headers.map { $0.name.canonicalName })
    guard request.method == .post, !names.isDisjoint(with: book.current.signatureHeaders) else {
      return
    }
    meters.received.rise("unknown", RefusalReason.unknownAddress.rawValue)
    let delivery = RefusedDelivery(
      at: clock.now(), shop: request.uri.path, reason: .unknownAddress,
      bytes: request.headers[.contentLength].flatMap(Int.init) ?? 0)
    refused.note(delivery)
    guard mayLog() else { return }
    logger.warning(
      "A signed delivery came to an address that there is not.",
      metadata: [
        "address": "\(delivery.shop)",
        "remedy": "A shop's address is /webhooks/SHOP, with its name in the settings.",
      ])
  }

  private func mayLog() -> Bool {
    let now = ContinuousClock.now
    return lastLogged.withLock { last in
      if let last, now - last < Self.logInterval { return false }
      last = now
      return true
    }
  }
}
