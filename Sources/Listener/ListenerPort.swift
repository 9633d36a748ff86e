/// Where a running service listens for shops: `GET /listener` on the admin socket.
public struct ListenerPort: Codable, Sendable, Equatable {
  /// Nil until it does.
  public let port: Int?

  public init(port: Int?) { self.port = port }
}
