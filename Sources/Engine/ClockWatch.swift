import Domain
import Synchronization

/// Notices that the machine's clock was set: then it and the time since the boot differ by another
/// amount than before.
public final class ClockWatch: Sendable {
  /// A clock that is slowed down or sped up, as the network's time does it, drifts by less between
  /// two looks.
  static let shiftMin = Duration.seconds(1)
  /// What was set back by less can't have kept anything waiting: no sleep is longer.
  static let setBackMin = WallClock.sleepMax
  /// For so long it is told that the clock went back: long enough for a monitor, and as old as what a
  /// shop signs may be.
  static let toldFor = Duration.seconds(300)

  private let time: any TimeSource
  private let state: Mutex<State>

  private struct State {
    /// What the clock showed at the boot, as of the last look.
    var origin: Timestamp
    /// By how much it was set since that was followed.
    var shift = Duration.zero
    /// When it was last set back, since the boot, and by how much.
    var setBack: (at: Duration, by: Duration)?
  }

  public init(_ time: any TimeSource) {
    self.time = time
    state = Mutex(State(origin: Self.origin(time)))
  }

  /// By how much the clock was set since that was last followed, forward above zero; nil if it
  /// wasn't.
  var shift: Duration? {
    look()
    return state.withLock { $0.shift == .zero ? nil : $0.shift }
  }

  /// What waits was moved by as much.
  func followed(_ shift: Duration) { state.withLock { $0.shift -= shift } }

  /// By how much it was set back of late; nil if it wasn't.
  public var setBack: Duration? {
    look()
    let uptime = time.uptime()
    return state.withLock { state in
      state.setBack.flatMap { uptime - $0.at < Self.toldFor ? $0.by : nil }
    }
  }

  /// It was set back before this process looked.
  public func noteSetBack(by duration: Duration) {
    guard duration >= Self.setBackMin else { return }
    let uptime = time.uptime()
    state.withLock { $0.setBack = (uptime, duration) }
  }

  private func look() {
    let (origin, uptime) = (Self.origin(time), time.uptime())
    state.withLock { state in
      let shift = origin - state.origin
      state.origin = origin
      guard shift >= Self.shiftMin || shift <= .zero - Self.shiftMin else { return }
      state.shift += shift
      if shift <= .zero - Self.setBackMin { state.setBack = (uptime, .zero - shift) }
    }
  }

  /// Both clocks must be read at one moment: a process that was kept waiting between them tries again.
  private static func origin(_ time: any TimeSource) -> Timestamp {
    for _ in 0..<readingsMax {
      let before = time.uptime()
      let now = time.now()
      if time.uptime() - before < readingMax { return now - before }
    }
    return time.now() - time.uptime()
  }

  private static let readingsMax = 5
  private static let readingMax = Duration.milliseconds(100)
}
