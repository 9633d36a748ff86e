/// One call of Punte's at which something is done to it.
struct CrashPoint: Sendable, CustomStringConvertible {
  enum Harm: String, Sendable, CaseIterable {
    /// The process dies before the call is executed.
    case killed = "signal=KILL"
    /// The call isn't executed, and fails.
    case ioError = "error=EIO"
    case diskFull = "error=ENOSPC"
  }

  let harm: Harm
  let call: String
  let target: String
  let ordinal: Int
  /// Only libcurl's thread is looked at: others make this call too, and strace counts by thread.
  let isPollers: Bool

  var description: String { "\(harm.rawValue) at \(call) \(ordinal) (\(target))" }

  var arguments: [String] {
    ["-yy", "-e", "trace=\(call)", "-e", "inject=\(call):\(harm.rawValue):when=\(ordinal)"]
  }

  /// The calls of which each is a point.
  static let disk: Set = ["pwrite64", "fdatasync", "ftruncate"]
  static let network: Set = ["connect", "sendto", "sendmsg", "writev", "write"]

  /// Every point of a clean run: each call killed, and each on the disk failing in two ways.
  ///
  /// - Returns: the points, and the calls that can't be aimed at.
  static func all(in trace: Trace, poller: Int32) -> (points: [CrashPoint], missed: [String]) {
    var points: [CrashPoint] = []
    var missed: [String] = []
    let threads = Dictionary(grouping: trace.calls, by: \.name)
      .mapValues { Set($0.map(\.thread)) }
    for harm in Harm.allCases {
      for call in trace.calls {
        let isDisk = disk.contains(call.name)
        guard isDisk || (harm == .killed && network.contains(call.name) && call.isOnNetwork)
        else { continue }
        let isAlone = threads[call.name]?.count == 1
        guard isAlone || call.thread == poller else {
          if harm == .killed { missed.append("\(call.name) \(call.ordinal) (\(call.target))") }
          continue
        }
        points.append(
          CrashPoint(
            harm: harm, call: call.name, target: call.target, ordinal: call.ordinal,
            isPollers: !isAlone))
      }
    }
    return (points, missed)
  }

  /// What it has in common with others.
  var kind: String { "\(harm.rawValue) at \(call) (\(target))" }

  /// So many of them, of each kind in turn, those of a kind evenly chosen; all if nil.
  static func sample(_ count: Int?, of points: [CrashPoint]) -> [CrashPoint] {
    guard let count, count < points.count else { return points }
    let kinds = Dictionary(grouping: points, by: \.kind).sorted { $0.key < $1.key }.map(\.value)
    var shares = kinds.map { _ in 0 }
    var left = count
    while left > 0 {
      for (index, kind) in kinds.enumerated() where left > 0 && shares[index] < kind.count {
        shares[index] += 1
        left -= 1
      }
    }
    return zip(kinds, shares).flatMap { kind, share in
      (0..<share).map { kind[($0 * 2 + 1) * kind.count / (share * 2)] }
    }
  }
}
