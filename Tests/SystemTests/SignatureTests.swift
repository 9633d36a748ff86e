import Foundation
import StageKit
import TestKit
import Testing

/// What is accepted as genuine, end to end.
@Suite struct SignatureTests {
  @Test(arguments: [("hmac-hex", "hex", "sha256="), ("hmac-base64", "base64", "")])
  func `a body signed in a header of the shop's own is accepted once`(
    scheme: String, encoding: String, prefix: String
  ) async throws {
    let settings =
      "{ scheme: \(scheme), header: X-Shop-Signature, secrets: [ \"${STAGE_SECRET}\" ] }"
    try await Stage.with(signature: settings) { stage in
      let punte = try await stage.startPunte()
      let body = SampleEvent.statusChanged(.sample(id: "8001"))
      let signed = try await Command.python(
        "sign_body.py", [encoding, Stage.secret], input: String(decoding: body, as: UTF8.self))
      let signature = prefix + signed.output.trimmingCharacters(in: .whitespacesAndNewlines)
      func send(_ body: [UInt8]) async throws -> Int {
        try await HTTP.send(
          "POST", punte.address + "/webhooks/magazin", Data(body),
          headers: ["X-Shop-Signature": signature]
        ).status
      }
      try await expectEqual(send(body), 202)
      try await expectEqual(send(body), 200)
      try await expectEqual(send(body + [UInt8(ascii: " ")]), 401)
      try await stage.untilQuiet()
      try await expectEqual(stage.documents().count, 1)
    }
  }

  @Test func `while a secret is rotated either signs`() async throws {
    let old = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
    let settings =
      "{ scheme: standard-webhooks, secrets: [ \"${STAGE_SECRET}\", \"${OLD_SECRET}\" ] }"
    try await Stage.with(signature: settings, environment: ["OLD_SECRET": old]) { stage in
      let punte = try await stage.startPunte()
      for (id, secret) in [("evt-new", Stage.secret), ("evt-old", old)] {
        let delivery = try SignedDelivery(
          id: id, body: SampleEvent.cancelRequested("8002"), secret: secret)
        try await expectEqual(delivery.send(to: punte.address).status, 202)
      }
    }
  }

  @Test func `whatever is not genuine gets one and the same answer, and leaves no trace`()
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let body = SampleEvent.cancelRequested("8003")
      let wrong = "whsec_" + Data(repeating: 9, count: 32).base64EncodedString()
      let answers = try await [
        SignedDelivery(id: "e", body: body, secret: wrong).send(to: punte.address),
        SignedDelivery(id: "e", body: body, at: Date(timeIntervalSinceNow: -360))
          .send(to: punte.address),
        SignedDelivery(id: "e", body: body, at: Date(timeIntervalSinceNow: 360))
          .send(to: punte.address),
        SignedDelivery(id: "e", body: body).send(to: punte.address, shop: "altul"),
        HTTP.post(punte.address + "/webhooks/magazin", "{}"),
      ]
      #expect(answers.allSatisfy { $0.status == 401 })
      expectEqual(Set(answers.map(\.body)).count, 1)
      let fields = answers.map { $0.headers.filter { $0.key != "date" } }
      expectEqual(Set(fields).count, 1)
      #expect(try await stage.events().isEmpty)
    }
  }
}
