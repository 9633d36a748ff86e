import FoundationEssentials
import HTTPTypes
import Hummingbird

/// What is always the same is made once: answers that wait to be taken, however many, share its bytes.
extension Response {
  static let service = json(.ok, #"{"service":"punte"}"#)
  static let accepted = json(.accepted, #"{"status":"accepted"}"#)
  static let duplicate = json(.ok, #"{"status":"duplicate"}"#)
  static let checked = json(.ok, #"{"status":"checked"}"#)
  static let pushAccepted = json(.ok, #"{"status":"accepted"}"#)
  static let pushTested = json(.ok, #"{"status":"test"}"#)
  static let pushUnused = json(.ok, #"{"status":"unused"}"#)
  static let unauthorized = json(.unauthorized, #"{"error":"unauthorized"}"#)
  static let notFound = json(.notFound, #"{"error":"not_found"}"#)
  static let contentTooLarge = json(.contentTooLarge, #"{"error":"body_too_large"}"#)
  static let requestTimeout = json(.requestTimeout, #"{"error":"request_timeout"}"#)
  static let badRequest = json(.badRequest, #"{"error":"bad_request"}"#)
  static let uriTooLong = json(.uriTooLong, #"{"error":"uri_too_long"}"#)
  /// Bodies are taken as they are: a compressed one could unfold without a limit.
  static let unsupportedEncoding = json(
    .unsupportedMediaType, #"{"error":"unsupported_content_encoding"}"#,
    headers: [.acceptEncoding: "identity"])
  /// A restart takes no longer; if the disk is full, the sender's own backoff takes over.
  static let retryAfterSeconds = 5
  static let unavailable = json(
    .serviceUnavailable, #"{"error":"unavailable"}"#,
    headers: [.retryAfter: "\(retryAfterSeconds)"])

  static func methodNotAllowed(allow: String) -> Response {
    json(.methodNotAllowed, buffer: methodNotAllowedText, headers: [.allow: allow])
  }

  private static let methodNotAllowedText = ByteBuffer(string: #"{"error":"method_not_allowed"}"#)

  static func json(
    _ status: HTTPResponse.Status, _ text: String, headers: HTTPFields = [:]
  ) -> Response {
    json(status, bytes: Array(text.utf8), headers: headers)
  }

  static func json(
    _ status: HTTPResponse.Status, bytes: [UInt8], headers: HTTPFields = [:]
  ) -> Response {
    json(status, buffer: ByteBuffer(bytes: bytes), headers: headers)
  }

  static func json(
    _ status: HTTPResponse.Status, buffer: ByteBuffer, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    return Response(status: status, headers: headers, body: .init(byteBuffer: buffer))
  }

  static func json(_ status: HTTPResponse.Status, of value: some Encodable) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return json(status, bytes: Array(try encoder.encode(value)))
  }

  init(_ failure: BodyFailure) {
    self =
      switch failure {
      case .tooLarge: .contentTooLarge
      case .timedOut: .requestTimeout
      case .crowded: .unavailable
      case .unreadable: .badRequest
      }
  }
}
