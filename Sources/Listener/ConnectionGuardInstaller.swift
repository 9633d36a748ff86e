import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1

/// Puts a `ConnectionGuard` right behind the decoder: Hummingbird adds handlers only where a
/// request's version is no longer known.
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
      try pipeline.addHandler(ConnectionGuard(limits: limits), position: .after(decoder))
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
