import HTTPTypes
import Hummingbird

/// Why a body wasn't read to its end.
enum BodyFailure: Error, Equatable {
  case tooLarge(bytes: Int)
  case timedOut(bytes: Int)
  /// It broke off, or isn't HTTP.
  case unreadable(bytes: Int)
}

extension Request {
  /// The body as it came: refused by its declared length before any of it is read, and counted
  /// while it is read, for a chunked one declares none.
  func bytes(upTo bytesMax: Int) async throws(BodyFailure) -> [UInt8] {
    let declaredBytes = headers[.contentLength].flatMap(Int.init) ?? 0
    guard declaredBytes <= bytesMax else { throw .tooLarge(bytes: declaredBytes) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(declaredBytes)
    do {
      for try await part in body {
        guard bytes.count + part.readableBytes <= bytesMax else {
          throw BodyFailure.tooLarge(bytes: bytes.count + part.readableBytes)
        }
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
}
