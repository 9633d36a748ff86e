import Foundation
import Synchronization

/// What a program has written so far, read by a thread of its own until the program's end: the thread
/// alone has the descriptor, so nothing watches it any more when it is closed.
final class ProgramOutput: Sendable {
  /// As much as a pipe holds.
  private static let partBytesMax = 65_536

  private let content = Mutex<[UInt8]>([])

  init(of pipe: FileHandle, named name: String) {
    let thread = Thread { [self] in
      while let part = Self.next(from: pipe.fileDescriptor) {
        content.withLock { $0 += part }
      }
      try? pipe.close()
    }
    thread.name = "output of \(name)"
    thread.start()
  }

  /// A part may end within a character: only the whole is text.
  var text: String { String(decoding: content.withLock { $0 }, as: UTF8.self) }

  /// Waits for it; nil at the end.
  private static func next(from descriptor: Int32) -> [UInt8]? {
    var count = -1
    let part = [UInt8](unsafeUninitializedCapacity: partBytesMax) { buffer, filled in
      repeat {
        count = read(descriptor, buffer.baseAddress, buffer.count)
      } while count < 0 && errno == EINTR
      filled = max(0, count)
    }
    return count > 0 ? part : nil
  }
}
