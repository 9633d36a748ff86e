import Glibc

/// The process's own streams.
enum Terminal {
  enum Stream: Int32, Sendable {
    case standardInput = 0
    case standardOutput = 1
    case standardError = 2
  }

  /// Whether a person is looking.
  static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Whether a person can be asked, and answer.
  static var isInteractive: Bool { isTerminal(.standardInput) && isTerminal(.standardError) }

  /// Whether colours are wanted: a person is looking, and hasn't said no (no-color.org).
  static func isColoured(_ stream: Stream) -> Bool {
    func value(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }
    return isTerminal(stream) && value("NO_COLOR").isEmpty && value("TERM") != "dumb"
  }

  /// In characters; nil where the stream is no terminal.
  static func size(of stream: Stream) -> (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes all of a text, in one call where the kernel takes it; a closed pipe ends the writing.
  static func write(_ text: String, to stream: Stream) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[written...])
        let count = Glibc.write(stream.rawValue, rest.baseAddress, rest.count)
        if count > 0 {
          written += count
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
          return
        }
      }
    }
  }

  static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

  /// Writes what a command was asked for: where that fails, the command has.
  static func show(_ text: String) throws(CommandError) {
    try FileWriting.write(Array(text.utf8), to: nil)
  }
}
