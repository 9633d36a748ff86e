import TestKit
import Testing

@testable import Signatures

@Suite struct CryptographyTests {
  /// Each in a process of its own, where nothing of OpenSSL has been used yet.
  @Test(arguments: 0..<20)
  func `hundreds of verifiers may be the first at once`(run: Int) async {
    await #expect(processExitsWith: .success) {
      let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<300 {
          group.addTask {
            let secret = try Secret(standardWebhooks: text)
            let headers = Signer(secret: secret).headers(
              id: "msg_1", timestampSeconds: 1_795_428_000, body: [])
            let verdict = try Verifier(scheme: .standardWebhooks, secrets: [secret]).judge(
              headers: headers, body: [], nowSeconds: 1_795_428_000)
            expectEqual(verdict, .genuine(eventID: "msg_1", secretIndex: 0))
            #expect(MessageDigest.sha256Text([]).hasPrefix("e3b0c442"))
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a failure says what is missing, in OpenSSL's own words`() throws {
    let error = #expect(throws: SecretError.self) { try Cryptography(digest: "NONE-SUCH") }
    guard case .cryptographyUnavailable(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("NONE-SUCH"))
    #expect(reason.contains("unsupported"), "\(reason)")
  }
}
