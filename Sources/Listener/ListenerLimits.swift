/// What a stranger may take of the service: requests are bounded before anything is verified.
public struct ListenerLimits: Sendable {
  /// A shop's order with hundreds of lines stays far below 1 MiB; each connection may hold that much.
  public var bodyBytesMax = 1024 * 1024
  /// From a request's first byte to the last of its body: sender and server are a network apart, not
  /// an hour. Longer than the senders' own time-outs (Svix 15 s, GitHub 10 s, Shopify 5 s).
  public var requestDuration: Duration = .seconds(20)
  /// Without a byte, within a request or between two.
  public var idleDuration: Duration = .seconds(15)
  /// One header; the longest that counts is a list of 16 signatures, at most 4 KiB.
  public var headerFieldBytesMax = 16 * 1024
  public var headerListBytesMax = 32 * 1024
  /// A request through three proxies has about 40.
  public var headerFieldsMax = 100
  /// The request's target, twice as long as any address of ours could be asked for by mistake.
  public var targetBytesMax = 8 * 1024
  /// Times a whole body: half a GiB is the most that strangers can make the service hold.
  public var connectionsMax = 512
  /// After an early refusal, how long and how much more of the request is read and thrown away, so
  /// that the answer isn't lost to a reset before its sender has read it.
  public var lingerDuration: Duration = .seconds(2)
  public var lingerBytesMax = 4 * 1024 * 1024

  public init() {}
}
