import Domain

/// Keeps an account's calls within SmartBill's limit (`smartbill-api.md` §6).
///
/// Nobody knows when SmartBill counts a call, or where its windows begin; so a call counts from
/// its turn until a whole window after its answer, whatever ten seconds are looked at.
public struct RateWindow: Sendable {
  /// Whether a call may be made.
  public enum Answer: Sendable, Equatable {
    /// Yes, and it is counted.
    case go
    /// Not before then; ask again.
    case wait(until: Timestamp)
    /// None at all until then: one more would start the block anew.
    case blocked(until: Timestamp)
  }

  private let limits: RateLimits
  /// When turns were given whose calls have not begun.
  private var turns: [Timestamp] = []
  private var callsUnderWay = 0
  /// When calls were answered, within the last window.
  private var answers: [Timestamp] = []
  private var quota: Quota?
  private var closedUntil: Timestamp?
  private(set) var blockedUntil: Timestamp?
  /// When a call was last refused for the rate.
  private var refusedAt: Timestamp?

  /// What SmartBill said is left until its next window; others may use the same token.
  private struct Quota: Sendable {
    var callsLeft: Int
    var until: Timestamp
  }

  /// A turn leads to a call at once; one that was not used by then never will be.
  static let turnLife = Duration.seconds(60)

  /// - Parameter hasHistory: whether calls may have been made just before: then the first window
  ///   counts as full.
  public init(
    limits: RateLimits, at now: Timestamp, hasHistory: Bool, blockedUntil: Timestamp? = nil
  ) {
    self.limits = limits
    self.blockedUntil = blockedUntil
    // Nobody knows when exactly: one more refusal now is a second one.
    refusedAt = blockedUntil.map { _ in now }
    closedUntil = hasHistory ? now + limits.window : nil
  }

  /// Asks for a turn.
  ///
  /// - Parameter sparing: how many calls of the window are left to others, who are more urgent.
  public mutating func take(at now: Timestamp, sparing spared: Int = 0) -> Answer {
    if let blockedUntil, now < blockedUntil { return .blocked(until: blockedUntil) }
    if let closedUntil, now < closedUntil { return .wait(until: closedUntil) }
    answers.removeAll { $0 + limits.window <= now }
    turns.removeAll { $0 + Self.turnLife <= now }
    if let quota, now < quota.until, quota.callsLeft <= 0 { return .wait(until: quota.until) }
    // One at least, or a narrow window would never have room.
    let callsMax = max(1, limits.callsPerWindowMax - spared)
    guard turns.count + callsUnderWay + answers.count < callsMax else {
      // A call that is not answered yet holds its place for a window at least.
      return .wait(until: (answers.min() ?? now) + limits.window)
    }
    quota?.callsLeft -= 1
    turns.append(now)
    return .go
  }

  /// A turn led to no call.
  public mutating func giveBack() {
    if !turns.isEmpty { turns.removeLast() }
    quota?.callsLeft += 1
  }

  /// A call begins, on the oldest turn given.
  public mutating func began() {
    if !turns.isEmpty { turns.removeFirst() }
    callsUnderWay += 1
  }

  /// Not one byte of the call left.
  public mutating func wasNotSent() {
    callsUnderWay -= 1
  }

  /// A call was answered, or nobody waits for its answer any more.
  ///
  /// - Parameters:
  ///   - callsLeft: `X-RateLimit-Remaining`; it may not yet count the calls under way.
  ///   - reset: `X-RateLimit-Reset`; by a clock that isn't ours, so at most a window from now.
  public mutating func wasAnswered(
    at now: Timestamp, callsLeft: Int? = nil, reset: Timestamp? = nil
  ) {
    callsUnderWay -= 1
    answers.append(now)
    guard let callsLeft, let reset, now < reset else { return }
    let until = min(reset, now + limits.window)
    let callsFree = callsLeft - callsUnderWay - turns.count - limits.callsSpared
    // What it tells that our own count doesn't is what others use.
    answers.removeAll { $0 + limits.window <= now }
    let ownFree = limits.callsPerWindowMax - callsUnderWay - turns.count - answers.count
    guard callsFree < ownFree else { return }
    if let quota, now < quota.until, until <= quota.until {
      self.quota?.callsLeft = min(quota.callsLeft, callsFree)
    } else {
      quota = Quota(callsLeft: callsFree, until: until)
    }
  }

  /// A call was refused for the rate. SmartBill's own block is long. Anybody else may ask for a short
  /// pause; one who refuses again so soon after it means more.
  ///
  /// - Parameters:
  ///   - sentAt: when the call began. One that was under way when another was refused is part of that
  ///     refusal.
  ///   - pause: what the refusal asked for; nil where SmartBill's own words refuse, or nothing is said.
  mutating func wasRefused(at now: Timestamp, sentAt: Timestamp, pause: Duration?) {
    let isSecond = refusedAt.map { $0 < sentAt && now < $0 + limits.block } ?? false
    refusedAt = now
    let short = isSecond ? nil : pause.map { max($0, RateLimits.pauseMin) }
    block(until: now + (short ?? limits.block))
  }

  mutating func block(until moment: Timestamp) {
    blockedUntil = max(blockedUntil ?? moment, moment)
  }

  public func isBlocked(at now: Timestamp) -> Bool { blockedUntil(at: now) != nil }

  func blockedUntil(at now: Timestamp) -> Timestamp? {
    blockedUntil.flatMap { now < $0 ? $0 : nil }
  }

  /// How things stand now, for those who watch.
  public func usage(at now: Timestamp) -> RateUsage {
    let calls =
      turns.count { now < $0 + Self.turnLife } + callsUnderWay
      + answers.count { now < $0 + limits.window }
    let isClosed = closedUntil.map { now < $0 } ?? false
    return RateUsage(
      calls: isClosed ? limits.callsPerWindowMax : calls, callsMax: limits.callsPerWindowMax,
      callsLeftElsewhere: quota.flatMap { now < $0.until ? max(0, $0.callsLeft) : nil },
      blockedUntil: blockedUntil(at: now))
  }

  var duration: Duration { limits.window }

  /// Half of a window is beyond the reach of who wants to see documents, so that a rush of them
  /// leaves room for a rush of orders.
  var callsKeptFromDocuments: Int { limits.callsPerWindowMax / 2 }
}
