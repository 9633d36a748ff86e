import NIOCore
import NIOHTTP1

/// Lets a connection's bytes through to the decoder a request at a time: while a request has no
/// answer, and while its answer isn't taken, no further one is decoded, and nothing more is read.
///
/// A stranger who sends requests and takes no answers makes the service hold one answer and
/// `heldBytesMax`. It stands right before the decoder, and works with the `ConnectionGuard` behind
/// it, which knows how far the requests have come.
final class RequestGate: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = NIOAny

  private let limits: ListenerLimits
  private let requests: ConnectionGuard
  private var framing: RequestFraming
  private var held = ByteBuffer()
  /// Somebody wants to read, and must wait.
  private var isReadPending = false
  /// The sender has ended, which is told once its bytes are.
  private var isEndPending = false
  /// A request that can't be read: nothing of the connection goes to the decoder any more.
  private var isBroken = false
  private var isLettingThrough = false

  init(limits: ListenerLimits, requests: ConnectionGuard) {
    self.limits = limits
    self.requests = requests
    framing = RequestFraming(limits)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    requests.onAnswerTaken = { [weak self] in self?.resume(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { requests.onAnswerTaken = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
    letThrough(context)
    // The system gives all that it has once the sender has ended, asked or not.
    if held.readableBytes > limits.heldBytesMax { context.close(promise: nil) }
  }

  func read(context: ChannelHandlerContext) {
    if requests.progress.mayRead { context.read() } else { isReadPending = true }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event, held.readableBytes > 0, !requests.progress.mayRead {
      isEndPending = true
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    held = ByteBuffer()
    context.fireChannelInactive()
  }

  /// An answer was taken: the next request is let through.
  private func resume(_ context: ChannelHandlerContext) {
    if held.readableBytes > 0 {
      letThrough(context)
      context.fireChannelReadComplete()
    }
    guard requests.progress.mayRead else { return }
    if isEndPending {
      isEndPending = false
      context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    }
    if isReadPending {
      isReadPending = false
      context.read()
    }
  }

  private func letThrough(_ context: ChannelHandlerContext) {
    guard !isLettingThrough else { return }
    isLettingThrough = true
    defer { isLettingThrough = false }
    while held.readableBytes > 0, requests.progress.mayRead {
      guard !isBroken, !requests.progress.isOver else {
        requests.discard(held.readableBytes, context)
        held.clear()
        break
      }
      do throws(RequestFraming.Fault) {
        switch try framing.step(held.readableBytesView) {
        case .pass(let count):
          guard let bytes = held.readSlice(length: count) else { return }
          context.fireChannelRead(wrapInboundOut(bytes))
        case .drop(let count): held.moveReaderIndex(forwardBy: count)
        case nil: return
        }
      } catch {
        isBroken = true
        context.fireErrorCaught(Self.error(error))
      }
      framing.follow(requests.progress)
    }
    // Or the last bytes would keep the memory of all that came with them.
    if held.readableBytes == 0 { held = ByteBuffer() }
  }

  private static func error(_ fault: RequestFraming.Fault) -> any Error {
    switch fault {
    case .chunkSize: HTTPParserError.invalidChunkSize
    case .chunkTooLarge(let bytes): BodyFailure.tooLarge(bytes: bytes)
    case .trailers: HTTPParserError.invalidHeaderToken
    }
  }
}
