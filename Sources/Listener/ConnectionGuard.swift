import NIOCore
import NIOHTTP1

/// Keeps a connection within its limits, where Hummingbird has none: a deadline over a request,
/// however slowly its bytes drip; an end to a connection whose request is answered before it is
/// read; an end to one whose reader doesn't take its answer; an answer to `Expect: 100-continue`;
/// HTTP/1.0 (`swift-notes.md` §6, `webhooks.md` §5).
///
/// It stands right behind the decoder, where a request's version is known.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: ListenerLimits
  private(set) var progress = ConnectionProgress()
  /// Called when an answer is taken, and so the next request may be read.
  var onAnswerTaken: (() -> Void)?
  private var timer: Scheduled<Void>?
  /// Runs while the reader of an answer is slow.
  private var answerTimer: Scheduled<Void>?
  private var hasEndedInThisRead = false
  private var discardedBytes = 0

  init(limits: ListenerLimits) {
    self.limits = limits
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = unwrapInboundIn(data)
    guard progress.phase == .open else { return discard(part, context) }
    switch part {
    case .head(let head):
      progress.readHead(head)
      startDeadline(context)
      invite(head, context)
    case .body:
      break
    case .end:
      progress.readEnd()
      hasEndedInThisRead = true
      timer?.cancel()
      timer = nil
    }
    context.fireChannelRead(data)
  }

  /// Bytes came; if they brought no head yet, then a part of one, and its time runs already.
  func channelReadComplete(context: ChannelHandlerContext) {
    switch progress.phase {
    case .open: if progress.isIdle && !hasEndedInThisRead { startDeadline(context) }
    case .expired, .closing: context.read()
    }
    hasEndedInThisRead = false
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard progress.phase != .closing else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      if progress.answerBegins() { head.headers.replaceOrAdd(name: "connection", value: "close") }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body:
      context.write(data, promise: promise)
      if !context.channel.isWritable { startAnswerDeadline(context) }
    case .end:
      let isLast = progress.answerEnds()
      let written = promise ?? context.eventLoop.makePromise()
      written.futureResult.assumeIsolated().whenComplete { result in
        self.answerTimer?.cancel()
        self.answerTimer = nil
        self.progress.answerTaken()
        if isLast {
          self.close(context)
        } else if case .success = result {
          self.onAnswerTaken?()
        }
      }
      context.write(data, promise: written)
      if isLast { context.flush() }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if progress.phase == .closing, case ChannelEvent.inputClosed = event {
      context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    cancelTimers()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancelTimers() }

  private func cancelTimers() {
    timer?.cancel()
    timer = nil
    answerTimer?.cancel()
    answerTimer = nil
  }

  private func startAnswerDeadline(_ context: ChannelHandlerContext) {
    guard answerTimer == nil else { return }
    answerTimer = context.eventLoop.assumeIsolated().scheduleTask(in: .init(limits.answerDuration))
    {
      context.close(promise: nil)
    }
  }

  private func startDeadline(_ context: ChannelHandlerContext) {
    guard timer == nil else { return }
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: .init(limits.requestDuration)) {
      self.timer = nil
      self.expire(context)
    }
  }

  private func expire(_ context: ChannelHandlerContext) {
    let isHeadMissing = progress.isIdle
    progress.expire()
    guard isHeadMissing else { return context.fireErrorCaught(RequestDeadlineExceeded()) }
    let head = HTTPResponseHead(
      version: .http1_1, status: .requestTimeout, headers: ["content-length": "0"])
    write(context: context, data: wrapOutboundOut(.head(head)), promise: nil)
    write(context: context, data: wrapOutboundOut(.end(nil)), promise: nil)
  }

  /// Asks for the body, unless its declared length already forbids it.
  private func invite(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard progress.isAlone, head.version == .http1_1,
      head.headers.first(name: "expect")?.lowercased() == "100-continue",
      Int(head.headers.first(name: "content-length") ?? "0") ?? .max <= limits.bodyBytesMax
    else { return }
    let invitation = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(wrapOutboundOut(.head(invitation)), promise: nil)
  }

  /// Closes at once when all was read; else lets the sender read the answer first, since closing
  /// over unread bytes would reset the connection.
  private func close(_ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    guard progress.isReading else { return context.close(promise: nil) }
    context.close(mode: .output, promise: nil)
    context.read()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: .init(limits.lingerDuration)) {
      context.close(promise: nil)
    }
  }

  private func discard(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
    switch part {
    case .head: break
    case .body(let bytes): discard(bytes.readableBytes, context)
    case .end: if progress.phase == .closing { context.close(promise: nil) }
    }
  }

  /// Counts what is thrown away.
  func discard(_ bytes: Int, _ context: ChannelHandlerContext) {
    discardedBytes += bytes
    if discardedBytes > limits.lingerBytesMax { context.close(promise: nil) }
  }
}

/// What the reader of a body gets when the request took longer than `requestDuration`.
struct RequestDeadlineExceeded: Error {}
