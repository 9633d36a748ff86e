import COpenSSL
import FoundationEssentials
import Signatures

/// libFuzzer's target for everything that a stranger can put into a delivery's head.
///
/// An input is a byte that chooses the scheme, lines of `name:value` up to an empty one, and the
/// body. Since no mutation finds an HMAC, the bytes 1, 2 and 3 in a value stand for the right
/// signature: by the first secret, by the second, and in hexadecimal; 4 and two more for the first
/// with the character at a place moved on by so many. The verdict is held against a second reading of the
/// specification, written without any of the verifier's code.
///
/// A plain executable's `main` is libFuzzer's own; `deploy/verify fuzz` builds this file, SwiftPM
/// doesn't.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSignatureHeaders(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  let delivery = FuzzedDelivery(input)
  let first = delivery.judge()
  precondition(first == delivery.judge(), "The same delivery got another verdict.")
  switch (first, delivery.reference.acceptedID) {
  case (.genuine(let id, let index), let expected?):
    precondition(id == expected, "The event's id is another.")
    precondition((0...1).contains(index), "There is no such secret.")
  case (.genuine, nil): preconditionFailure("A forgery passes.")
  case (_, .some): preconditionFailure("A genuine delivery is refused: \(first).")
  case (_, nil): break
  }
  return 0
}

private struct FuzzedDelivery {
  static let keys: [[UInt8]] = [
    [
      0x31, 0xf2, 0x90, 0xf6, 0xbf, 0x06, 0x29, 0x8a, 0xab, 0x4f, 0x08, 0xd4, 0x3c, 0x3f, 0x08,
      0x2c, 0xf6, 0x48, 0xa3, 0x62, 0xda, 0x2d, 0xa4, 0xb0,
    ],
    Array("the second of two live secrets".utf8),
  ]
  static let nowSeconds: Int64 = 1_614_265_330
  static let header = "X-Shop-Signature"

  /// One for each scheme: both secrets are live.
  static let verifiers: [(SignatureScheme, Verifier)] = [
    SignatureScheme.standardWebhooks, .hmacHex(header: header), .hmacBase64(header: header),
  ].map { scheme in
    do {
      let secrets = try keys.map { key in
        scheme == .standardWebhooks
          ? try Secret(standardWebhooks: "whsec_" + Data(key).base64EncodedString())
          : try Secret(bytes: key)
      }
      return (scheme, try Verifier(scheme: scheme, secrets: secrets))
    } catch {
      preconditionFailure("The fuzzer's own secrets can't be used: \(error)")
    }
  }

  let scheme: SignatureScheme
  let verifier: Verifier
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  init(_ input: [UInt8]) {
    (scheme, verifier) = Self.verifiers[Int(input[0]) % Self.verifiers.count]
    var rest = input.dropFirst()
    var lines: [(name: String, value: ArraySlice<UInt8>)] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      guard !line.isEmpty else { break }
      let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
      lines.append((String(decoding: line[..<colon], as: UTF8.self), line[colon...].dropFirst()))
    }
    body = Array(rest)
    let signed = Self.signedBytes(scheme, lines, body)
    headers = lines.map { name, value in
      (name, String(decoding: Self.spelled(value, signed), as: UTF8.self))
    }
  }

  func judge() -> Verdict {
    verifier.judge(headers: headers, body: body, nowSeconds: Self.nowSeconds)
  }

  var reference: ReferenceVerifier {
    ReferenceVerifier(
      scheme: scheme, keys: Self.keys, nowSeconds: Self.nowSeconds, headers: headers, body: body)
  }

  private static func signedBytes(
    _ scheme: SignatureScheme, _ lines: [(name: String, value: ArraySlice<UInt8>)], _ body: [UInt8]
  ) -> [UInt8] {
    guard scheme == .standardWebhooks else { return body }
    func value(_ name: String) -> [UInt8] {
      lines.first { ReferenceVerifier.isSame($0.name, name) }.map { line in
        Array(String(decoding: line.value, as: UTF8.self).utf8)
      } ?? []
    }
    let dot = [UInt8(ascii: ".")]
    return value("webhook-id") + dot + value("webhook-timestamp") + dot + body
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The value with its stand-ins replaced.
  private static func spelled(_ value: ArraySlice<UInt8>, _ signed: [UInt8]) -> [UInt8] {
    var spelled: [UInt8] = []
    var rest = value
    while let byte = rest.popFirst() {
      switch byte {
      case 1: spelled += base64(keys[0], signed)
      case 2: spelled += base64(keys[1], signed)
      case 3: spelled += ReferenceVerifier.hex(ReferenceVerifier.hmac(keys[0], signed)).utf8
      case 4:
        var near = base64(keys[0], signed)
        guard let position = rest.popFirst(), let step = rest.popFirst() else { break }
        let place = Int(position) % near.count
        let index = alphabet.firstIndex(of: near[place]) ?? 0
        near[place] = alphabet[(index + Int(step)) % alphabet.count]
        spelled += near
      default: spelled.append(byte)
      }
    }
    return spelled
  }

  private static func base64(_ key: [UInt8], _ signed: [UInt8]) -> [UInt8] {
    Array(ReferenceVerifier.base64(ReferenceVerifier.hmac(key, signed)).utf8)
  }
}

/// What is genuine, read from the specifications once more: HMAC by its definition (RFC 2104), and
/// texts compared as a whole, so that only the one canonical spelling can be equal.
private struct ReferenceVerifier {
  let scheme: SignatureScheme
  let keys: [[UInt8]]
  let nowSeconds: Int64
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  /// nil where the delivery is to be refused.
  var acceptedID: String? {
    switch scheme {
    case .standardWebhooks:
      return standardID
    case .hmacHex(let header):
      guard var value = only(header) else { return nil }
      if value.hasPrefix("sha256=") { value = String(value.unicodeScalars.dropFirst(7)) }
      let isGenuine = keys.contains { Self.isSame(Self.hex(Self.hmac($0, body)), value) }
      return isGenuine ? "sha256-" + Self.hex(Self.sha256(body)) : nil
    case .hmacBase64(let header):
      guard let value = only(header) else { return nil }
      let isGenuine = keys.contains {
        Self.base64(Self.hmac($0, body)).utf8.elementsEqual(value.utf8)
      }
      return isGenuine ? "sha256-" + Self.hex(Self.sha256(body)) : nil
    }
  }

  private var standardID: String? {
    guard let id = only("webhook-id"), let timestamp = only("webhook-timestamp"),
      let signatures = only("webhook-signature"),
      (1...256).contains(id.utf8.count),
      id.utf8.allSatisfy({ (0x20...0x7e).contains($0) && $0 != 0x2e }),
      (1...15).contains(timestamp.utf8.count),
      timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let seconds = Int64(timestamp), abs(nowSeconds - seconds) <= 300,
      signatures.utf8.count <= 4096
    else { return nil }
    let parts = signatures.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count <= 16 else { return nil }
    let signed = Array("\(id).\(timestamp).".utf8) + body
    let genuine = keys.map { "v1," + Self.base64(Self.hmac($0, signed)) }
    let isGenuine = parts.contains { part in
      genuine.contains { $0.utf8.elementsEqual(part) }
    }
    return isGenuine ? id : nil
  }

  private func only(_ name: String) -> String? {
    let values = headers.filter { Self.isSame($0.name, name) }.map(\.value)
    return values.count == 1 ? values[0] : nil
  }

  /// But for the case of ASCII letters.
  static func isSame(_ one: String, _ other: String) -> Bool {
    func folded(_ text: String) -> [UInt8] {
      text.utf8.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
    }
    return folded(one) == folded(other)
  }

  static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    let block = key + [UInt8](repeating: 0, count: 64 - key.count)
    return sha256(block.map { $0 ^ 0x5c } + sha256(block.map { $0 ^ 0x36 } + message))
  }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    precondition(EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1)
    return digest
  }

  static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
