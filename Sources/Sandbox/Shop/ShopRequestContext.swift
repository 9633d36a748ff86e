import Hummingbird

/// What a route gets beside the request: a way to close the connection without an answer.
struct ShopRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let dropConnection: @Sendable () -> Void

  init(source: Source) {
    coreContext = .init(source: source)
    let channel = source.channel
    dropConnection = { channel.close(promise: nil) }
  }
}
