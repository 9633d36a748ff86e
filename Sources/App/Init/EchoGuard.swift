import Glibc

/// Gives the terminal its echo back when a signal ends the process while a secret is typed: else
/// the person's shell would show nothing of what they type next.
enum EchoGuard {
  nonisolated(unsafe) private static var before = termios()
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// - Parameter before: as the terminal was.
  static func begin(_ before: termios) {
    self.before = before
    for number in signals {
      // Only what a handler may call.
      signal(number) { number in
        tcsetattr(STDIN_FILENO, TCSANOW, &EchoGuard.before)
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  static func end() { for number in signals { signal(number, SIG_DFL) } }
}
