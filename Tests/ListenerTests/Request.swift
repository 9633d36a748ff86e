import Domain
import Signatures

/// A delivery as a test writes it, byte by byte.
struct Request: Sendable {
  static let secretText = "whsec_cHVudGVwdW50ZXB1bnRlcHVudGVwdW50ZXB1bnRl"

  static func secret() throws -> Secret { try Secret(standardWebhooks: secretText) }

  var method = "POST"
  var path = "/webhooks/magazin"
  var version = "1.1"
  var headers: [(name: String, value: String)] = [("Host", "punte.example")]
  var body: [UInt8] = []
  var isChunked = false

  /// Signed by the shop.
  static func delivery(
    _ id: String = "evt_1", body: [UInt8] = Array(#"{"type":"order.status_changed"}"#.utf8),
    at signedAt: Timestamp = RunningListener.now
  ) throws -> Request {
    var request = Request(body: body)
    request.headers += Signer(secret: try secret()).headers(
      id: id, timestampSeconds: signedAt.seconds, body: body)
    return request
  }

  func with(_ name: String, _ value: String) -> Request {
    var request = self
    request.headers.append((name, value))
    return request
  }

  /// Up to the empty line.
  var head: String {
    let length = ("Content-Length", "\(body.count)")
    let framing = isChunked ? ("Transfer-Encoding", "chunked") : length
    let isFramed = headers.contains { $0.name == "Content-Length" }
    let lines = (headers + (isFramed ? [] : [framing])).map { "\($0.0): \($0.1)\r\n" }
    return "\(method) \(path) HTTP/\(version)\r\n\(lines.joined())\r\n"
  }

  var bytes: [UInt8] {
    Array(head.utf8) + (isChunked ? Self.chunks(body) + Array("0\r\n\r\n".utf8) : body)
  }

  static func chunks(_ body: [UInt8], bytesEach: Int = 10_000) -> [UInt8] {
    stride(from: 0, to: body.count, by: bytesEach).flatMap { start in
      let chunk = body[start..<min(start + bytesEach, body.count)]
      return Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
  }
}
