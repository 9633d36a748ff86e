/// How long a transfer may take, and how much of an answer is read.
public struct TransportLimits: Sendable, Equatable {
  /// A server that hasn't taken the connection by then is down; nothing has been sent yet.
  public static let defaultConnectTimeoutMilliseconds = 10_000
  /// Above the slowest answer of an interactive API. A create sets its own, longer one: a time-out
  /// read as a failure makes duplicates (`webhooks.md` §4.4).
  public static let defaultTotalTimeoutMilliseconds = 30_000
  /// Far above any JSON answer; a PDF sets its own.
  public static let defaultResponseBytesMax = 1 << 20
  /// Of all header lines: a server's usual own limit, several times over.
  static let headerBytesMax = 64 << 10

  public var connectTimeoutMilliseconds: Int
  /// From the call of `send`, so resolving and connecting included.
  public var totalTimeoutMilliseconds: Int
  public var responseBytesMax: Int

  public init(
    connectTimeoutMilliseconds: Int = Self.defaultConnectTimeoutMilliseconds,
    totalTimeoutMilliseconds: Int = Self.defaultTotalTimeoutMilliseconds,
    responseBytesMax: Int = Self.defaultResponseBytesMax
  ) {
    self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
    self.totalTimeoutMilliseconds = totalTimeoutMilliseconds
    self.responseBytesMax = responseBytesMax
  }
}
