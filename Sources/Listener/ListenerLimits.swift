/// What a stranger may take of the service: requests are bounded before anything is verified.
public struct ListenerLimits: Sendable {
  /// A shop's order with hundreds of lines stays far below 1 MiB.
  public var bodyBytesMax = 1024 * 1024
  /// From a request's first byte to the last of its body: sender and server are a network apart, not
  /// an hour. Longer than the senders' own time-outs (Svix 15 s, GitHub 10 s, Shopify 5 s).
  public var requestDuration: Duration = .seconds(20)
  /// Without a byte, within a request or between two.
  public var idleDuration: Duration = .seconds(15)
  /// Of an answer that its reader is slow to take, from when it first stalls: a document of 8 MiB
  /// over a line of 1 Mbit/s takes 67 s.
  public var answerDuration: Duration = .seconds(120)
  /// One header; the longest that counts is a list of 16 signatures, at most 4 KiB.
  public var headerFieldBytesMax = 16 * 1024
  public var headerListBytesMax = 32 * 1024
  /// A request through three proxies has about 40.
  public var headerFieldsMax = 100
  /// The request's target, twice as long as any address of ours could be asked for by mistake.
  public var targetBytesMax = 8 * 1024
  /// Of one read from a connection: a power of two. A stranger makes a connection hold so many
  /// bytes at most, beside one answer: 172 MB of all connections together. Of an answer that isn't
  /// taken only its head is the connection's own: documents count in `allDocumentsBytesMax`, and all
  /// other bodies are shared.
  public var readBytesMax = 16 * 1024
  /// Of requests that wait for the answer before them to be taken. More than one read only comes
  /// of a sender that has ended, and no sender asks so much ahead.
  public var heldBytesMax = 64 * 1024
  /// Of all bodies at once, the unfinished included, or 256 of the largest deliveries: as arrays
  /// grow by doubling, half a GiB is the most that strangers can make the service hold.
  public var allBodiesBytesMax = 256 * 1024 * 1024
  /// Of all documents that are being sent, or 16 of the largest: their readers may be slow.
  public var allDocumentsBytesMax = 128 * 1024 * 1024
  /// Ten thousand that only wait, as a proxy's or an idler's do, and 512 at work. One that waits
  /// costs its descriptor and some tens of KiB; further ones are left in the system's queue.
  public var connectionsMax = 10_512
  /// Connections that the system holds until they are taken. One beyond it is only tried again by
  /// its sender after a second; Linux allows 4096.
  public var queuedConnectionsMax = 4096
  /// After an early refusal, how long and how much more of the request is read and thrown away, so
  /// that the answer isn't lost to a reset before its sender has read it.
  public var lingerDuration: Duration = .seconds(2)
  public var lingerBytesMax = 4 * 1024 * 1024

  public init() {}
}
