import Synchronization

/// The memory that bodies may take together: a request's takes what has come of it, byte by byte, so
/// that whoever only announces a body, or drips it, keeps nobody out; a document takes all at once.
final class BodyMemory: Sendable {
  private let bytesMax: Int
  private let taken = Mutex(0)

  init(bytesMax: Int) { self.bytesMax = bytesMax }

  /// Whether so many more bytes may be held; then they are taken.
  func take(_ bytes: Int) -> Bool {
    taken.withLock { taken in
      guard taken + bytes <= bytesMax else { return false }
      taken += bytes
      return true
    }
  }

  func giveBack(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}
