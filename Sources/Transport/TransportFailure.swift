import CCurl
import Domain

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
  public var description: String { words.en }

  /// For a person: what happened, libcurl's own words, and what came of the answer.
  public var words: BilingualText {
    let curl = code == 0 ? "" : " (curl \(code): \(text))"
    let count = partialBody.count
    let answer = status.map { status in
      BilingualText(
        ro: ", răspuns HTTP \(status), \(count) octeți ai corpului",
        en: ", answer HTTP \(status), \(count) body bytes")
    }
    return BilingualText(
      ro: reason.words.ro + curl + (answer?.ro ?? ""),
      en: reason.words.en + curl + (answer?.en ?? ""))
  }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension TransportFailure.Reason {
  public var words: BilingualText {
    switch self {
    case .cancelled: .init(ro: "apelul a fost întrerupt", en: "the call was cancelled")
    case .shutDown: .init(ro: "Punte se oprește", en: "Punte is shutting down")
    case .overloaded: .init(ro: "prea multe apeluri deodată", en: "too many calls at once")
    case .invalidRequest: .init(ro: "adresa nu poate fi apelată", en: "the address can't be called")
    case .guardRefused:
      .init(ro: "apelul nu a mai fost permis", en: "the call was no longer allowed")
    case .addressRefused:
      .init(
        ro: "adresa e într-o rețea privată, care nu e permisă",
        en: "the address is on a private network, which isn't allowed")
    case .nameNotResolved:
      .init(ro: "numele nu se găsește în DNS", en: "the name isn't found in DNS")
    case .connectionRefused:
      .init(ro: "conexiunea a fost refuzată", en: "the connection was refused")
    case .tlsFailed: .init(ro: "TLS a eșuat", en: "TLS failed")
    case .timedOut: .init(ro: "fără răspuns la timp", en: "no answer in time")
    case .responseTooLarge: .init(ro: "răspunsul e prea mare", en: "the answer is too large")
    case .resendPrevented:
      .init(ro: "o a doua trimitere a fost oprită", en: "a second sending was prevented")
    case .connectionLost:
      .init(
        ro: "conexiunea s-a întrerupt înainte de sfârșitul răspunsului",
        en: "the connection ended before the answer did")
    case .other: .init(ro: "eroare de rețea", en: "a network error")
    }
  }

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
