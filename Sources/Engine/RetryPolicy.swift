import Domain

/// When to try again; pure, with chance as an argument.
enum RetryPolicy {
  /// After each failed attempt to reach a shop (`webhooks.md` §4.9); then it is given up.
  static let callbackDelays: [Duration] = [
    .seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600), .seconds(6 * 3600),
    .seconds(24 * 3600),
  ]

  /// How far chance moves a delay either way, so that shops aren't all called at once.
  static let jitterShare = 0.2

  /// A delay after the `attempt`-th failure, or nil if it was the last.
  ///
  /// A `Retry-After` is honoured between once and twice the delay: a shop may ask for patience, but
  /// not for haste, nor for ever.
  ///
  /// - Parameter chance: from 0 up to 1.
  static func callbackDelay(after attempt: Int, retryAfter: Duration?, chance: Double)
    -> Duration?
  {
    guard attempt >= 1, attempt <= callbackDelays.count else { return nil }
    let base = callbackDelays[attempt - 1]
    if let retryAfter { return min(max(retryAfter, base), base * 2) }
    return base * (1 - jitterShare + 2 * jitterShare * chance)
  }

  /// A shop that can't take its stock is asked again so often: a later pass sends what differs by
  /// then, so that no batch needs the patience of a callback.
  static let stockDelays: [Duration] = [
    .seconds(2), .seconds(10), .seconds(30), .seconds(120), .seconds(300), .seconds(600),
    .seconds(600), .seconds(600),
  ]

  /// A delay after the `attempt`-th failure, or nil if it was the last.
  static func stockDelay(after attempt: Int, retryAfter: Duration?) -> Duration? {
    guard attempt >= 1, attempt <= stockDelays.count else { return nil }
    let base = stockDelays[attempt - 1]
    return retryAfter.map { min(max($0, base), stockDelays[stockDelays.count - 1]) } ?? base
  }

  /// SmartBill can't be reached: soon, then once a minute. Its lane waits.
  static func accountingDelay(after attempt: Int) -> Duration {
    let delays: [Duration] = [.seconds(2), .seconds(5), .seconds(15), .seconds(30)]
    return attempt >= 1 && attempt <= delays.count ? delays[attempt - 1] : .seconds(60)
  }

  /// The account's settings are wrong: every order would fail alike until a person mends them.
  static let accountRefusedDelay = Duration.seconds(60)

  /// Another document of the series is unclear, or the series is stopped: looked at again, which
  /// costs no call.
  static let seriesDelay = Duration.seconds(5)

  /// A cancel waits for its invoice to become clear, or an invoice for the cancel before it: soon.
  ///
  /// What has waited for minutes waits for a person, or for an order that its shop leaves alone for
  /// hours or days: looked at once a minute, since each look is a commit and a row that is kept.
  static func ledgerDelay(after attempt: Int) -> Duration {
    attempt <= ledgerLooksSoon ? .seconds(min(max(attempt, 1), 15)) : .seconds(60)
  }

  /// About eight minutes of them: far longer than a doubt takes that Punte can decide.
  private static let ledgerLooksSoon = 40
}
