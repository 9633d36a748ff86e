import Logging
import Synchronization

/// Writes into the log why deliveries are refused: their senders are told nothing.
///
/// A stranger may send any number, so there is one line of a shop and a reason in so much time; the next
/// one says how many had none.
final class RefusalLog: Sendable {
  static let interval = Duration.seconds(60)

  private struct Subject: Hashable {
    let source: String
    let reason: RefusalReason
  }

  private struct Pace {
    let lastLine: ContinuousClock.Instant
    var unsaid = 0
  }

  private let logger: Logger
  private let paces = Mutex<[Subject: Pace]>([:])

  init(logger: Logger) { self.logger = logger }

  /// - Parameter source: the shop's name if the settings have it: a stranger may ask for any.
  func note(_ reason: RefusalReason, from source: String) {
    guard let unsaid = turn(of: Subject(source: source, reason: reason)) else { return }
    var metadata: Logger.Metadata = [
      "shop": "\(source)", "reason": "\(reason.rawValue)",
      "remedy": "“punte events refused” lists the last ones; RUNBOOK.md says what each means.",
    ]
    if unsaid > 0 { metadata["others"] = "\(unsaid)" }
    logger.warning("A delivery was refused.", metadata: metadata)
  }

  /// How many had no line since the last one; nil where this one has none either.
  private func turn(of subject: Subject) -> Int? {
    let now = ContinuousClock.now
    return paces.withLock { paces in
      if let pace = paces[subject], now - pace.lastLine < Self.interval {
        paces[subject]?.unsaid += 1
        return nil
      }
      let unsaid = paces[subject]?.unsaid ?? 0
      paces[subject] = Pace(lastLine: now)
      return unsaid
    }
  }
}
