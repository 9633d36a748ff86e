import Domain
import Logging
import Signatures
import Synchronization
import TestKit
import Testing

@testable import Listener

@Suite struct SecretUseTests {
  private static let logger = Logger(label: "uses") { _ in SwiftLogNoOpLogHandler() }

  @Test func `each secret's last use is noted, and carried to the store once`() async throws {
    let uses = SecretUses()
    try await withListener(secretUses: uses) { listener async throws in
      try await expectEqual(listener.answer(to: .delivery("evt_1")).status, 202)
      try await expectEqual(listener.answer(to: .delivery("evt_2")).status, 202)
      let keeper = SecretUseKeeper(
        uses: uses, inbox: listener.inbox, time: StoppedClock(), logger: Self.logger)
      await keeper.save()
      await keeper.save()
      let expected = SecretUse(
        shop: "magazin", fingerprint: try Request.secret().fingerprint, lastAt: RunningListener.now)
      expectEqual(listener.inbox.notedUses, [expected])
    }
  }

  @Test func `a delivery signed with a retired secret is refused, and said to be`() async throws {
    let live = DatedSecret(try Secret(standardWebhooks: Secret.generate()))
    func answer(notAfter end: Int64) async throws -> (status: Int, reason: RefusalReason?) {
      let secrets = [live, DatedSecret(try Request.secret(), notAfterSeconds: end)]
      let result = Mutex<(Int, RefusalReason?)>((0, nil))
      let uses = SecretUses()
      try await withListener(secrets: secrets, secretUses: uses) { listener async throws in
        let answer = try await listener.answer(to: .delivery("evt_1"))
        let reason = listener.refused.listing.deliveries.first?.reason
        result.withLock { $0 = (answer.status, reason) }
      }
      expectEqual(uses.takeUnsaved().isEmpty, (result.withLock { $0.0 } == 401))
      return result.withLock { ($0.0, $0.1) }
    }
    let last = try await answer(notAfter: RunningListener.now.seconds)
    #expect(last.status == 202 && last.reason == nil)
    let late = try await answer(notAfter: RunningListener.now.seconds - 1)
    #expect(late.status == 401 && late.reason == .retiredSecret)
  }

  @Test func `a check is judged as any delivery, and nothing of it is kept`() async throws {
    let uses = SecretUses()
    try await withListener(secretUses: uses) { listener async throws in
      let good = try await listener.answer(to: .delivery("chk_1", body: DeliveryCheck.body))
      #expect(good.status == 200 && good.body == #"{"status":"checked"}"#)
      var forged = try Request.delivery("chk_2", body: DeliveryCheck.body)
      forged.body += [0]
      try await expectEqual(listener.answer(to: forged).status, 401)
      #expect(listener.inbox.offeredCount == 0 && listener.acceptedCount.value == 0)
      #expect(uses.takeUnsaved().isEmpty)
    }
  }

  @Test(arguments: [
    #"{ "type": "punte.check" }"#, #"{"data":{},"type":"punte.check"}"#,
    "\r\n{\t\"type\"\n:\r\"punte.check\"\n}\n", #"{"type":"punte\u002echeck"}"#,
    #"{"\u0074ype":"punte.check","timestamp":"2026-11-23T10:00:00Z"}"#,
  ])
  func `a check is known by its type, however it is written`(body: String) async throws {
    try await withListener { listener async throws in
      let request = try Request.delivery("chk_1", body: Array(body.utf8))
      let answer = try await listener.answer(to: request)
      #expect(answer.status == 200 && answer.body == #"{"status":"checked"}"#)
      expectEqual(listener.inbox.offeredCount, 0)
    }
  }

  @Test(arguments: [
    #"{"data":{"type":"punte.check"}}"#, #"{"type":"order.refunded","note":"punte.check"}"#,
    #"["type","punte.check"]"#, #"{"type":"punte.check""#, #"{"type":["punte.check"]}"#,
    #"{"type":"punte.check ","x":"punte.check"}"#, #"{"type":"punte.check","type":"x"}"#,
    #"{"type":"punte.checked"}"#, "{}",
  ])
  func `what only names the type of a check is kept as any event`(body: String) async throws {
    try await withListener { listener async throws in
      let request = try Request.delivery("evt_1", body: Array(body.utf8))
      try await expectEqual(listener.answer(to: request).status, 202)
      expectEqual(listener.inbox.deliveries.map(\.body), [Array(body.utf8)])
    }
  }
}
