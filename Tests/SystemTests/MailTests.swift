import Domain
import StageKit
import TestKit
import Testing

/// Invoices that a shop wants e-mailed, by the real binaries.
@Suite struct MailTests {
  private func ask(_ punte: RunningProgram, _ order: String, as event: String) async throws {
    let body = SampleEvent.sendRequested(
      OrderID(order), ["to": "ana@firma.example", "subject": "Factura #serie numar document#"])
    let answer = try await SignedDelivery(id: event, body: body).send(to: punte.address)
    expectEqual(answer.status, 202)
  }

  private func mail(at stage: Stage) async throws -> [JSON] {
    try await stage.smartBillState()["mail"].array
  }

  @Test func `an invoice is e-mailed once an event, and not by a replay`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await ask(punte, order, as: "evt-send")
      let told = try await stage.callback("invoice.sent", of: order)
      expectEqual(told["data"]["invoice"]["number"].string, "0001")
      expectEqual(told["data"]["mail"]["to"].string, "ana@firma.example")
      let mail = try await mail(at: stage)
      expectEqual(mail.map { $0["to"].string }, ["ana@firma.example"])
      expectEqual(mail.map { $0["subject"].string }, ["Factura FCT 0001"])

      let replay = try await stage.punte(
        "replay", "--id", "evt-send", "--yes", "--by", "Ana", "--reason", "lost news")
      expectEqual(replay.status, 0, "\(replay.errors)")
      try await stage.untilQuiet()
      try await expectEqual(self.mail(at: stage).count, 1)
      let news = try await stage.shopState()["callbacks"].array
        .filter { $0["body"].string?.contains("invoice.sent") == true }
      expectEqual(news.count, 2)
      expectEqual(Set(news.compactMap { $0["headers"]["webhook-id"].string }).count, 1)
    }
  }

  @Test func `a lost answer is held, and sent again once a person says so`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "document/send"}"#)
      try await ask(punte, order, as: "evt-send")
      let told = try await stage.callback("invoice.failed", of: order)
      expectEqual(told["data"]["operation"].string, "send")
      expectEqual(told["data"]["failure"]["code"].string, "mail_unconfirmed")
      try await stage.untilQuiet()
      try await expectEqual(mail(at: stage).count, 1)

      let held = try await stage.listing("jobs", "list", "--state", "held").array
      expectEqual(held.map { $0["kind"].string }, ["send"])
      let requeued = try await stage.punte(
        "jobs", "requeue", "\(held.first?["id"].int ?? 0)", "--by", "Ana", "--reason",
        "the customer has nothing")
      expectEqual(requeued.status, 0, "\(requeued.errors)")
      _ = try await stage.callback("invoice.sent", of: order)
      try await expectEqual(mail(at: stage).count, 2)
    }
  }
}
