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

  /// In characters; nil where the output is no terminal.
  static var size: (width: Int, height: Int)? {
    var size = winsize()
    guard ioctl(Stream.standardOutput.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Whether a person can answer.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 }

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
}
