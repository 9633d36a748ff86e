import Foundation
import Signatures
import TestKit
import Testing

@testable import App

struct SampleTests {
  private func folder(_ files: [String: String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder.path
  }

  @Test func `a folder holds the body and how to deliver it`() throws {
    let path = try folder([
      "body.json": "{}",
      "delivery.json": #"{"signature": "forged", "times": 2, "id": "a", "expect": [202, 200]}"#,
    ])
    defer { try? FileManager.default.removeItem(atPath: path) }
    let sample = try Sample(at: path + "/")
    expectEqual(sample.body, Array("{}".utf8))
    expectEqual(
      sample.delivery, SampleDelivery(signature: .forged, times: 2, id: "a", expect: [202, 200]))
    try expectEqual(Sample(at: path + "/body.json").delivery, SampleDelivery())
  }

  @Test func `what can't be sent says why`() throws {
    let path = try folder(["delivery.json": "{}"])
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: CommandError.self) { try Sample(at: path) }
    try Data("{}".utf8).write(to: URL(filePath: path + "/body.json"))
    for wrong in [#"{"times": 0}"#, #"{"signature": "maybe"}"#, "[]", "{"] {
      try Data(wrong.utf8).write(to: URL(filePath: path + "/delivery.json"))
      let error = #expect(throws: CommandError.self) { try Sample(at: path) }
      expectEqual(error?.status, .badData, "\(wrong)")
    }
  }

  @Test func `each delivery has the status expected of it`() {
    let any = SampleDelivery()
    #expect(any.expects(202, ofDelivery: 0) && any.expects(200, ofDelivery: 5))
    #expect(!any.expects(401, ofDelivery: 0))
    let duplicate = SampleDelivery(times: 3, expect: [202, 200])
    #expect(duplicate.expects(202, ofDelivery: 0) && !duplicate.expects(200, ofDelivery: 0))
    #expect(duplicate.expects(200, ofDelivery: 1) && duplicate.expects(200, ofDelivery: 2))
  }

  @Test(arguments: [
    SignatureScheme.standardWebhooks, .hmacHex(header: "X-Sig"), .hmacBase64(header: "X-Sig"),
  ])
  func `a signed sample is what the listener's verifier makes of it`(
    scheme: SignatureScheme
  ) throws {
    let secrets = [try Secret(standardWebhooks: SettingsFile.secret)]
    let signer = SampleSigner(
      signature: SignatureSettings(
        scheme: scheme,
        secrets: secrets.map {
          KeptSecret(dated: DatedSecret($0), origin: .environment(variable: "MAGAZIN_SECRET"))
        }, tolerance: .seconds(300)))
    let verifier = try Verifier(scheme: scheme, secrets: secrets)
    let body = Array("{}".utf8)
    func verdict(_ kind: SampleDelivery.Signature) throws -> Verdict {
      let headers = try signer.headers(of: body, id: "msg_1", as: kind, nowSeconds: 1_000_000)
      return verifier.judge(headers: headers, body: body, nowSeconds: 1_000_000)
    }
    guard case .genuine = try verdict(.valid) else {
      Issue.record("a valid signature is refused")
      return
    }
    try expectEqual(verdict(.forged), .forged)
    if scheme == .standardWebhooks {
      try expectEqual(verdict(.stale), .stale)
    } else {
      #expect(throws: CommandError.self) { try verdict(.stale) }
    }
  }

  @Test func `a listener's address is enough to find the shop's webhook`() throws {
    let listen = ListenAddress(host: "0.0.0.0", port: 8080)
    func url(_ to: String?) throws -> String {
      try SendTarget.url(to, listen: listen, shop: "magazin")
    }
    try expectEqual(url(nil), "http://127.0.0.1:8080/webhooks/magazin")
    try expectEqual(url("http://127.0.0.1:9"), "http://127.0.0.1:9/webhooks/magazin")
    try expectEqual(url("http://127.0.0.1:9/"), "http://127.0.0.1:9/webhooks/magazin")
    try expectEqual(url("http://127.0.0.1:9/webhooks/alt"), "http://127.0.0.1:9/webhooks/alt")
    #expect(throws: CommandError.self) { try url("127.0.0.1:9") }
    #expect(throws: CommandError.self) {
      try SendTarget.url(nil, listen: ListenAddress(host: "::1", port: 0), shop: "magazin")
    }
  }
}
