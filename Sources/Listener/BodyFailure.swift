import HTTPTypes
import Hummingbird

/// Why a body wasn't read to its end.
enum BodyFailure: Error, Equatable {
  case tooLarge(bytes: Int)
  case timedOut(bytes: Int)
  /// All bodies together take as much memory as they may.
  case crowded(bytes: Int)
  /// It broke off, or isn't HTTP.
  case unreadable(bytes: Int)
}

extension Request {
  /// The body as it came: refused by its declared length before any of it is read, and counted
  /// while it is read, for a chunked one declares none.
  ///
  /// - Parameter take: asks for the memory of each part.
  func bytes(
    upTo bytesMax: Int, take: (_ bytes: Int) -> Bool = { _ in true }
  ) async throws(BodyFailure) -> [UInt8] {
    let declaredBytes = headers[.contentLength].flatMap(Int.init) ?? 0
    guard declaredBytes <= bytesMax else { throw .tooLarge(bytes: declaredBytes) }
    var bytes: [UInt8] = []
    do {
      for try await part in body {
        let count = bytes.count + part.readableBytes
        guard count <= bytesMax else { throw BodyFailure.tooLarge(bytes: count) }
        guard take(part.readableBytes) else { throw BodyFailure.crowded(bytes: count) }
        bytes.append(contentsOf: part.readableBytesView)
      }
    } catch let failure as BodyFailure {
      throw failure
    } catch is RequestDeadlineExceeded {
      throw .timedOut(bytes: bytes.count)
    } catch {
      throw .unreadable(bytes: bytes.count)
    }
    return bytes
  }

  /// The same, of the memory that all bodies share.
  ///
  /// - Parameter heldBytes: rises by what was taken, to be given back whatever becomes of the request.
  func bytes(
    upTo bytesMax: Int, of memory: BodyMemory, heldBytes: inout Int
  ) async throws(BodyFailure) -> [UInt8] {
    try await bytes(upTo: bytesMax) { bytes in
      guard memory.take(bytes) else { return false }
      heldBytes += bytes
      return true
    }
  }
}
