import Signatures
import TestKit
import Testing

@Suite struct SecretTests {
  @Test func `a secret never prints`() throws {
    let text = try Secret.generate()
    let secret = try Secret(standardWebhooks: text)
    let signer = Signer(secret: secret)
    let verifier = try Verifier(scheme: .standardWebhooks, secrets: [secret])
    var dumped = ""
    dump(secret, to: &dumped)
    dump(signer, to: &dumped)
    dump(verifier, to: &dumped)
    expectEqual("\(secret)", "Secret(redacted)")
    expectEqual(String(reflecting: secret), "Secret(redacted)")
    #expect(!"\(dumped)\(signer)\(verifier)".contains(text.dropFirst("whsec_".count)))
    #expect(!dumped.contains("template"))
  }

  @Test func `generated secrets differ and can be read back`() throws {
    let texts = try (0..<8).map { _ in try Secret.generate() }
    expectEqual(Set(texts).count, texts.count)
    for text in texts { _ = try Secret(standardWebhooks: text) }
  }

  @Test func `what isn't a Standard Webhooks secret is refused`() {
    func error(_ text: String) -> SecretError? {
      do throws(SecretError) {
        _ = try Secret(standardWebhooks: text)
        return nil
      } catch {
        return error
      }
    }
    let key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    #expect(error("whsec_" + key) == nil)
    expectEqual(error(key), .missingPrefix)
    expectEqual(error(""), .missingPrefix)
    expectEqual(error("whsec_" + key + "!"), .notBase64)
    expectEqual(error("whsec_" + key.dropLast()), .notBase64)
    expectEqual(error("whsec_" + key.dropLast(4)), .keyByteCount(21, allowed: 24...64))
    expectEqual(error("whsec_" + key + key + key), .keyByteCount(72, allowed: 24...64))
  }

  @Test func `a raw secret has at least one byte`() {
    #expect(throws: SecretError.keyByteCount(0, allowed: 1...1024)) { try Secret(bytes: []) }
  }
}
