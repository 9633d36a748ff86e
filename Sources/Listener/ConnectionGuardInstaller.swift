import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1

/// Puts a `RequestGate` right before the decoder, and a `ConnectionGuard` right behind it:
/// Hummingbird adds handlers only where a request's version is no longer known.
final class ConnectionGuardInstaller: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let limits: ListenerLimits

  init(limits: ListenerLimits) {
    self.limits = limits
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      let requests = ConnectionGuard(limits: limits)
      try pipeline.addHandler(
        RequestGate(limits: limits, requests: requests), position: .before(decoder))
      try pipeline.addHandler(requests, position: .after(decoder))
      // What comes with one read is held, whatever of it may be let through.
      let options = context.channel.syncOptions
      try options?.setOption(ChannelOptions.maxMessagesPerRead, value: 1)
      try options?.setOption(
        ChannelOptions.recvAllocator,
        value: AdaptiveRecvByteBufferAllocator(
          minimum: 1024, initial: 2048, maximum: limits.readBytesMax))
    } catch {
      // A connection without its limits is no connection.
      context.close(promise: nil)
    }
  }
}

extension HTTPServerBuilder {
  /// HTTP/1 within limits.
  static func bounded(by limits: ListenerLimits) -> HTTPServerBuilder {
    .http1(
      configuration: .init(
        additionalChannelHandlers: [ConnectionGuardInstaller(limits: limits)],
        idleTimeout: .init(limits.idleDuration),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerFieldBytesMax,
          maxHeaderListSize: limits.headerListBytesMax,
          maxHeaderFieldCount: limits.headerFieldsMax)))
  }
}
