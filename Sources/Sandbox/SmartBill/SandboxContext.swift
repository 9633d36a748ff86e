import Glibc
import Hummingbird
import NIOCore

/// A request's context that knows its connection, so that a fault can cut it.
struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  private let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  var isConnected: Bool { channel.isActive }

  /// Closes the connection. The response that is returned afterwards has nowhere to go, so the
  /// client sees the connection end without a byte, be it new or reused.
  func drop() async -> Response {
    try? await channel.close().get()
    return Response(status: .serviceUnavailable)
  }

  /// Closes the connection in such a way that the client's system is told that it is gone, not
  /// that it has ended.
  func reset() async -> Response {
    if let options = channel as? any SocketOptionProvider {
      try? await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    return await drop()
  }

  /// Sends the head and the first half of the body, then closes the connection.
  func cut(_ reply: Reply) -> Response {
    let (fields, bytes) = reply.content
    let half = bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2)
    return Response(
      status: .init(code: reply.status), headers: fields,
      body: .init(contentLength: bytes.readableBytes) { writer in
        if let half { try await writer.write(half) }
        try? await channel.close().get()
        try await writer.finish(nil)
      })
  }
}
