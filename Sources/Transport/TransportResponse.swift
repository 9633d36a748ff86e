import HTTPTypes

/// A whole answer.
public struct TransportResponse: Sendable {
  public let status: Int
  public let headers: HTTPFields
  public let body: [UInt8]
  /// The address that answered; empty for a Unix socket.
  public let remoteAddress: String

  public init(
    status: Int, headers: HTTPFields = [:], body: [UInt8] = [], remoteAddress: String = ""
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.remoteAddress = remoteAddress
  }
}

extension TransportResponse: CustomStringConvertible, CustomReflectable {
  public var description: String { "TransportResponse(\(status), \(body.count) body bytes)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
