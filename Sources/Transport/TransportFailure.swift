import CCurl

/// Why there is no whole answer; what of it came is kept as evidence.
public struct TransportFailure: Error, Sendable {
  public enum Reason: String, Sendable {
    /// The waiting task was cancelled.
    case cancelled
    /// The transport was shut down.
    case shutDown
    /// More transfers at once than the transport runs.
    case overloaded
    /// A URL, scheme or setting that libcurl refuses.
    case invalidRequest
    case guardRefused
    /// The address policy forbids the address that the name resolved to.
    case addressRefused
    case nameNotResolved
    case connectionRefused
    case tlsFailed
    case timedOut
    case responseTooLarge
    /// libcurl was about to send the request a second time.
    case resendPrevented
    /// The connection ended before the answer did.
    case connectionLost
    case other
  }

  public let reason: Reason
  /// libcurl's `CURLcode`, 0 where libcurl had no part in it.
  public let code: Int32
  /// libcurl's words for the code: fixed text that names no host, header or body.
  public let text: String
  /// If an answer had begun.
  public let status: Int?
  public let partialBody: [UInt8]
  /// What libcurl counted as handed to the connection; an estimate, never a proof.
  public let requestBytesSent: Int

  public init(
    reason: Reason, code: Int32 = 0, text: String = "", status: Int? = nil,
    partialBody: [UInt8] = [], requestBytesSent: Int = 0
  ) {
    self.reason = reason
    self.code = code
    self.text = text
    self.status = status
    self.partialBody = partialBody
    self.requestBytesSent = requestBytesSent
  }
}

extension TransportFailure: CustomStringConvertible, CustomReflectable {
  public var description: String {
    let curl = code == 0 ? "" : " (curl \(code): \(text))"
    let answer = status.map { ", status \($0), \(partialBody.count) body bytes" } ?? ""
    return reason.rawValue + curl + answer
  }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension TransportFailure.Reason {
  init(_ code: CURLcode) {
    self =
      switch code {
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: .invalidRequest
      case CURLE_COULDNT_RESOLVE_HOST: .nameNotResolved
      case CURLE_COULDNT_CONNECT: .connectionRefused
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_FILESIZE_EXCEEDED: .responseTooLarge
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
        .tlsFailed
      case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE:
        .connectionLost
      default: .other
      }
  }
}
