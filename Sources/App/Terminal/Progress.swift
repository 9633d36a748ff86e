import Domain

/// How far a long command has come, on standard error: a bar where a person is looking, else a line
/// every so often, so that a log isn't filled.
struct Progress {
  private let isTerminal: Bool
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  /// As often as an eye can follow.
  private static let barInterval = Duration.milliseconds(100)
  private static let lineInterval = Duration.seconds(10)

  init() { isTerminal = Terminal.isTerminal(.standardError) }

  /// Shows it, if the last was long enough ago.
  mutating func show(_ done: Int, of total: Int, note: String? = nil) {
    let now = ContinuousClock.now
    if let lastShown, now - lastShown < (isTerminal ? Self.barInterval : Self.lineInterval) {
      return
    }
    lastShown = now
    write(done, of: total, note)
  }

  /// Shows how it ended, and leaves it standing.
  mutating func end(_ done: Int, of total: Int, note: String? = nil) {
    write(done, of: total, note)
    if isTerminal { Terminal.write("\n", to: .standardError) }
  }

  private func write(_ done: Int, of total: Int, _ note: String?) {
    let text = ProgressText(
      done: done, total: total, elapsed: ContinuousClock.now - start, note: note)
    // Over the last one, whose rest is wiped away.
    let line = isTerminal ? "\r\(text.bar(width: Self.columns))\u{1B}[K" : text.line + "\n"
    Terminal.write(line, to: .standardError)
  }

  /// Of the terminal; what it says itself is not believed where it is no width.
  private static var columns: Int {
    guard let size = Terminal.size(of: .standardError), size.width >= 20 else { return 80 }
    return size.width
  }
}

/// How progress reads; pure.
struct ProgressText: Equatable {
  let done: Int
  let total: Int
  let elapsed: Duration
  let note: String?

  private static let barWidthMax = 30

  /// `[#####-----]  50%  500/1000  100/s  0:05 left  note`, cut to the width.
  func bar(width: Int) -> String {
    let cells = min(Self.barWidthMax, width / 3)
    let filled = min(cells, Int(fraction * Double(cells)))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled)
    return String("[\(bar)] \(line)".prefix(width - 1))
  }

  var line: String {
    ([percent, "\(done)/\(total)", rate, remaining, note] as [String?]).compactMap(\.self)
      .joined(separator: "  ")
  }

  private var fraction: Double { total > 0 ? min(1, Double(done) / Double(total)) : 1 }
  private var percent: String {
    let number = "\(Int(fraction * 100))%"
    return String(repeating: " ", count: max(0, 4 - number.count)) + number
  }
  private var seconds: Double { Double(elapsed.wholeMilliseconds) / 1000 }
  private var rate: String? {
    done > 0 && seconds >= 1 ? "\(Int(Double(done) / seconds))/s" : nil
  }
  private var remaining: String? {
    guard done > 0, done < total, seconds >= 1 else { return nil }
    return Self.clock(seconds * Double(total - done) / Double(done)) + " left"
  }

  /// `1:05`, `2:00:07`.
  static func clock(_ seconds: Double) -> String {
    // A month is as good as never.
    let whole = Int(min(seconds.rounded(.up), 2_592_000))
    let parts = [whole / 3600, whole / 60 % 60, whole % 60]
    let shown = parts[0] > 0 ? parts[...] : parts.dropFirst()
    return shown.enumerated().map { index, part in
      index > 0 && part < 10 ? "0\(part)" : "\(part)"
    }.joined(separator: ":")
  }
}
