import Domain

/// How much of an account's rate window is used.
public struct RateUsage: Codable, Sendable, Equatable {
  /// Those that count now; all, in the first window after a restart.
  public let calls: Int
  /// As many as we allow ourselves.
  public let callsMax: Int
  /// As many as SmartBill's own count leaves us, where it leaves fewer: others use the token too.
  public let callsLeftElsewhere: Int?
  /// nil while calls are let through.
  public let blockedUntil: Timestamp?

  public init(calls: Int, callsMax: Int, callsLeftElsewhere: Int?, blockedUntil: Timestamp?) {
    self.calls = calls
    self.callsMax = callsMax
    self.callsLeftElsewhere = callsLeftElsewhere
    self.blockedUntil = blockedUntil
  }

  /// With its moment as the machine's clock will show it.
  func shown(by clock: SteadyClock) -> RateUsage {
    RateUsage(
      calls: calls, callsMax: callsMax, callsLeftElsewhere: callsLeftElsewhere,
      blockedUntil: blockedUntil.map(clock.shown))
  }

  /// How many calls may be made at once.
  public var callsFree: Int {
    blockedUntil == nil ? max(0, min(callsMax - calls, callsLeftElsewhere ?? callsMax)) : 0
  }
}
