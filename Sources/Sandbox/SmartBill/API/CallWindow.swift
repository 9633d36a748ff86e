/// The rate limit of a token: so many calls in any window, else a block (smartbill-api.md §6).
///
/// The window slides: whoever keeps to it keeps to a fixed window too. Times are milliseconds.
struct CallWindow: Sendable {
  struct Limits: Sendable {
    var calls = 30
    var windowMilliseconds = 10_000
    var blockMilliseconds = 600_000
    /// A call during a block starts the block anew, as one client has seen.
    var callsRestartBlock = true
  }

  enum Admission: Equatable, Sendable {
    case admitted(remaining: Int, resetMilliseconds: Int)
    case blocked(sinceMilliseconds: Int)
  }

  let limits: Limits
  private var admitted: [Int] = []
  private var received: [Int] = []
  /// When the last calls came, refused ones included, oldest first.
  private(set) var arrivals: [Int] = []
  private(set) var callsTotal = 0
  private var blockedSince: Int?
  private(set) var blocks = 0
  private(set) var callsDuringBlocks = 0
  /// The most calls that ever fell into one window, refused ones included.
  private(set) var callsInWindowMax = 0

  /// Arrivals kept: those of more than an hour at full speed.
  static let arrivalsMax = 20_000

  init(limits: Limits) {
    self.limits = limits
  }

  mutating func admit(at now: Int) -> Admission {
    note(now)
    if let since = blockedSince {
      if now - since < limits.blockMilliseconds {
        callsDuringBlocks += 1
        if limits.callsRestartBlock { blockedSince = now }
        return .blocked(sinceMilliseconds: blockedSince ?? since)
      }
      blockedSince = nil
    }
    admitted.removeAll { now - $0 >= limits.windowMilliseconds }
    guard admitted.count < limits.calls else {
      block(at: now)
      return .blocked(sinceMilliseconds: now)
    }
    admitted.append(now)
    return .admitted(
      remaining: limits.calls - admitted.count,
      resetMilliseconds: (admitted.first ?? now) + limits.windowMilliseconds)
  }

  mutating func block(at now: Int) {
    blocks += 1
    blockedSince = now
    admitted.removeAll()
  }

  func isBlocked(at now: Int) -> Bool {
    blockedSince.map { now - $0 < limits.blockMilliseconds } ?? false
  }

  private mutating func note(_ now: Int) {
    callsTotal += 1
    // Dropping a tenth at once keeps adding cheap.
    if arrivals.count >= Self.arrivalsMax { arrivals.removeFirst(Self.arrivalsMax / 10) }
    arrivals.append(now)
    received.removeAll { now - $0 >= limits.windowMilliseconds }
    received.append(now)
    callsInWindowMax = max(callsInWindowMax, received.count)
  }
}
