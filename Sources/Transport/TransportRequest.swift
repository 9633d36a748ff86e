import HTTPTypes

/// One HTTP request, and the rules under which it may be sent.
public struct TransportRequest: Sendable {
  public var method: HTTPRequest.Method
  /// Absolute, `http` or `https`, without a user or password.
  public var url: String
  public var headers: HTTPFields
  /// Nil sends no body; POST, PUT and PATCH then send an empty one.
  public var body: [UInt8]?
  public var limits: TransportLimits
  public var connection: ConnectionUse
  public var addressPolicy: AddressPolicy
  public var cancellation: CancellationRule
  /// Asked just before the first byte.
  public var sendGuard: SendGuard?
  /// Connects to this socket whatever the URL's host is.
  public var unixSocketPath: String?
  /// Refuses `http`.
  public var requiresTLS: Bool
  /// Keeps libcurl from sending the request again by itself when a reused connection dies.
  ///
  /// For planted-fault tests alone may it be false (`webhooks.md` §4.4).
  public var guardsResend = true

  public init(
    method: HTTPRequest.Method, url: String, headers: HTTPFields = [:], body: [UInt8]? = nil,
    limits: TransportLimits = TransportLimits(), connection: ConnectionUse = .pooled,
    addressPolicy: AddressPolicy = .any, cancellation: CancellationRule = .honoured,
    sendGuard: SendGuard? = nil, unixSocketPath: String? = nil, requiresTLS: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.limits = limits
    self.connection = connection
    self.addressPolicy = addressPolicy
    self.cancellation = cancellation
    self.sendGuard = sendGuard
    self.unixSocketPath = unixSocketPath
    self.requiresTLS = requiresTLS
  }
}

/// The URL may carry a tax number, the headers a token, the body an order: none is shown.
extension TransportRequest: CustomStringConvertible, CustomReflectable {
  public var description: String {
    "TransportRequest(\(method.rawValue), \(body?.count ?? 0) body bytes)"
  }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
