import Domain

/// What happened, line by line: kept to be shown, and hashed to tell two runs apart.
final class Trace {
  /// So many last lines are shown with a violation.
  static let shownMax = 60

  let keepsAll: Bool
  private(set) var lines: [String] = []
  private(set) var count = 0
  private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  init(keepsAll: Bool) { self.keepsAll = keepsAll }

  func add(_ text: String, at now: Timestamp) {
    let milliseconds = now.milliseconds - Scheduler.start.milliseconds
    let line = "\(milliseconds) \(text)"
    count += 1
    // FNV-1a.
    for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    lines.append(line)
    if !keepsAll, lines.count > 4 * Self.shownMax { lines.removeFirst(3 * Self.shownMax) }
  }

  var last: [String] { keepsAll ? lines : Array(lines.suffix(Self.shownMax)) }
}
