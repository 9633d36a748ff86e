import NIOCore

/// Where each request on a connection ends, found before its bytes are decoded; pure.
///
/// The decoder decodes all the bytes that it gets, so it must get one request at a time. It also
/// takes any size of a chunk up to 2^64, and refuses some trailers, which nobody here reads.
struct RequestFraming {
  enum Fault: Error, Equatable {
    /// No number, or one that no body could have.
    case chunkSize
    case chunkTooLarge(bytes: Int)
    /// Longer than allowed, or a line that doesn't end in CR LF.
    case trailers
  }

  /// What becomes of the first bytes.
  enum Step: Equatable {
    /// They go to the decoder; at most one request ends with them.
    case pass(Int)
    /// They are trailers.
    case drop(Int)
  }

  private enum Place {
    /// Line breaks may stand before a request.
    case beforeHead
    case headLine
    case headLineStart
    case body(left: Int)
    /// Nil before its first digit.
    case chunkSize(Int?)
    /// The rest of its line: extensions.
    case chunkExtension(size: Int)
    /// With the line break after it.
    case chunk(left: Int)
    case trailerLineStart
    case trailer(isAfterCR: Bool)
  }

  private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  private let chunkBytesMax: Int
  private let trailerBytesMax: Int
  private var place = Place.beforeHead
  private var trailerBytes = 0

  init(_ limits: ListenerLimits) {
    chunkBytesMax = limits.bodyBytesMax
    trailerBytesMax = limits.headerListBytesMax
  }

  private var isInHead: Bool {
    switch place {
    case .beforeHead, .headLine, .headLineStart: true
    default: false
    }
  }

  /// Takes from the decoder what follows: it alone knows what a head says.
  mutating func follow(_ progress: ConnectionProgress) {
    guard progress.isReading else {
      if !isInHead { place = .beforeHead }
      return
    }
    guard isInHead else { return }
    trailerBytes = 0
    place = progress.bodyBytes.map(Place.body(left:)) ?? .chunkSize(nil)
  }

  /// - Returns: nil if more bytes are needed to tell.
  mutating func step(_ bytes: ByteBufferView) throws(Fault) -> Step? {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch place {
      case .beforeHead:
        if byte != Self.carriageReturn && byte != Self.lineFeed { place = .headLine }
        index += 1
      case .headLine:
        if byte == Self.lineFeed { place = .headLineStart }
        index += 1
      case .headLineStart:
        index += 1
        if byte == Self.lineFeed {
          place = .beforeHead
          return .pass(index - bytes.startIndex)
        }
        if byte != Self.carriageReturn { place = .headLine }
      case .body(let left):
        let count = min(left, bytes.endIndex - index)
        place = .body(left: left - count)
        return .pass(index + max(1, count) - bytes.startIndex)
      case .chunkSize(let size):
        if let digit = Character(UnicodeScalar(byte)).hexDigitValue {
          let (product, isTooLarge) = (size ?? 0).multipliedReportingOverflow(by: 16)
          guard !isTooLarge else { throw .chunkSize }
          place = .chunkSize(product + digit)
          index += 1
        } else {
          guard let size else { throw .chunkSize }
          guard size <= chunkBytesMax else { throw .chunkTooLarge(bytes: size) }
          place = .chunkExtension(size: size)
        }
      case .chunkExtension(let size):
        if byte == Self.lineFeed {
          place = size == 0 ? .trailerLineStart : .chunk(left: size + 2)
        }
        index += 1
      case .chunk(let left):
        let count = min(left, bytes.endIndex - index)
        place = left == count ? .chunkSize(nil) : .chunk(left: left - count)
        index += count
      case .trailerLineStart:
        // What stands before goes first.
        guard index == bytes.startIndex else { return .pass(index - bytes.startIndex) }
        guard byte == Self.carriageReturn else {
          place = .trailer(isAfterCR: false)
          continue
        }
        guard bytes.count > 1 else { return nil }
        guard bytes[index + 1] == Self.lineFeed else { throw .trailers }
        place = .beforeHead
        return .pass(2)
      case .trailer(let isAfterCR):
        guard trailerBytes < trailerBytesMax, isAfterCR == (byte == Self.lineFeed) else {
          throw .trailers
        }
        trailerBytes += 1
        index += 1
        place = isAfterCR ? .trailerLineStart : .trailer(isAfterCR: byte == Self.carriageReturn)
        if isAfterCR { return .drop(index - bytes.startIndex) }
      }
    }
    if case .trailer = place { return .drop(bytes.count) }
    return .pass(bytes.count)
  }
}
