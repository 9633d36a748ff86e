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

  /// Closes the connection. The response that is returned afterwards has nowhere to go, so the
  /// client sees the connection end without a byte, be it new or reused.
  func drop() async -> Response {
    try? await channel.close().get()
    return Response(status: .serviceUnavailable)
  }
}
