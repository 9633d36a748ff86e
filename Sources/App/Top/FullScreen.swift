import Glibc
import Synchronization

/// A terminal's other screen, which leaves the first as it was: entered, drawn on, and left however
/// the process is asked to end.
struct FullScreen {
  enum Happening { case ended, resized, nothing }

  /// As the terminal was set; nil if the input is none.
  private let before: termios?

  static func enter() -> FullScreen {
    SignalNotes.install()
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else {
      Terminal.write(opening, to: .standardOutput)
      return FullScreen(before: nil)
    }
    let before = settings
    // Keys come at once and are not shown; Ctrl-C still is a signal, Ctrl-Z is not.
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutableBytes(of: &settings.c_cc) { keys in keys[Int(VSUSP)] = 0 }
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    Terminal.write(opening, to: .standardOutput)
    return FullScreen(before: before)
  }

  func leave() {
    Terminal.write(Self.closing, to: .standardOutput)
    if var before { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
  }

  /// Draws over what was there, so that nothing flickers.
  func show(_ lines: [TopScreen.Line]) {
    let rows = lines.map { line in Self.code(line.style) + line.text + "\u{1b}[0m\u{1b}[K" }
    Terminal.write(
      "\u{1b}[H" + rows.joined(separator: "\n") + "\u{1b}[J", to: .standardOutput)
  }

  /// Returns when somebody asks to end, the terminal changes its size, or at the moment.
  func wait(until deadline: ContinuousClock.Instant) -> Happening {
    let left = max(0, (deadline - ContinuousClock.now).wholeMilliseconds)
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    // A signal ends the wait. One that comes just before it is seen at its end.
    let count = poll(&input, before == nil ? 0 : 1, Int32(clamping: left + 1))
    if SignalNotes.isEnding { return .ended }
    if SignalNotes.takeResize() { return .resized }
    guard count > 0 else { return .nothing }
    var key: UInt8 = 0
    let read = Glibc.read(STDIN_FILENO, &key, 1)
    // An end of the input is the terminal's.
    return read == 0 || key == UInt8(ascii: "q") ? .ended : .nothing
  }

  private static let opening = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[2J"
  private static let closing = "\u{1b}[?25h\u{1b}[?1049l"

  private static let isColoured = Terminal.isColoured(.standardOutput)

  private static func code(_ style: TopScreen.Line.Style) -> String {
    switch style {
    case .plain: ""
    case .heading: "\u{1b}[1m"
    case .alarm: isColoured ? "\u{1b}[1;31m" : "\u{1b}[1m"
    }
  }
}

/// What signals have said, for a loop that looks.
private enum SignalNotes {
  private static let ending = Atomic(false)
  private static let resize = Atomic(false)

  static var isEnding: Bool { ending.load(ordering: .acquiring) }
  static func takeResize() -> Bool { resize.exchange(false, ordering: .acquiringAndReleasing) }

  static func install() {
    // Made before a handler can touch them.
    _ = isEnding
    _ = takeResize()
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in SignalNotes.ending.store(true, ordering: .releasing) }
    }
    signal(SIGWINCH) { _ in SignalNotes.resize.store(true, ordering: .releasing) }
  }
}
