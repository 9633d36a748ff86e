import Foundation
import StageKit
import TestKit
import Testing

/// What others wrote agrees with what we wrote: a library that signs, a validator, a browser.
@Suite struct PublicToolTests {
  @Test func `the public library signs, and Punte accepts`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let body = String(decoding: SampleEvent.statusChanged(.sample(id: "7001")), as: UTF8.self)
      func send(secret: String) async throws -> String {
        let result = try await Command.python(
          "send_signed.py", [punte.address + "/webhooks/magazin", secret, "msg_public"],
          input: body)
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines) + result.errors
      }
      try await expectEqual(send(secret: Stage.secret), "202")
      try await expectEqual(send(secret: Stage.secret), "200")
      try await expectEqual(send(secret: "whsec_" + String(repeating: "A", count: 44)), "401")
    }
  }

  @Test func `Punte signs a callback, and the public library verifies it`() async throws {
    let python = Repository.path(".build/test-python/bin/python")
    let script = Repository.path("Tests/SystemTests/Scripts/verify_callback.py")
    let folder = FileManager.default.temporaryDirectory
    let shop = try await RunningProgram(
      URL(filePath: python), [script, Stage.secret], in: folder)
    try await Stage.with(callback: shop.address + "/callback") { stage in
      let punte = try await stage.startPunte()
      let delivery = try SignedDelivery(
        id: "evt-verify", body: SampleEvent.statusChanged(.sample(id: "7002")))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      let body = try await Polling.value("the callback has arrived") {
        shop.outputText.split(separator: "\n").dropFirst().first.map(String.init)
      }
      try expectEqual(JSON(body)["type"].string, "invoice.issued", "\(body)")
    }
  }

  @Test func `the schema that is served is the one in the samples`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let served = try await HTTP.get(punte.address + "/schema/events.json")
      let kept = try Data(contentsOf: URL(filePath: Repository.path("samples/events.schema.json")))
      #expect(served.status == 200 && served.body == kept)
    }
  }

  @Test func `a public validator finds every sample as its folder says`() async throws {
    let result = try await Command.python(
      "validate_samples.py", [Repository.path("samples")])
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count >= 10, "\(result.errors)")
    let invalid = lines.filter { !$0.hasSuffix(" valid") }
    expectEqual(invalid, ["reserved-type invalid", "unknown-type invalid", "unreadable invalid"])
  }

  @Test func `the buttons' whole cycle works in a real browser`() async throws {
    try await Stage.with(
      invoicing: "{ trigger: manual, statuses: [ Confirmata ], series: FCT }"
    ) { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      let result = try await Command.python("shop_buttons.py", [stage.shop.address, order])
      let expected = """
        before: -
        confirmed: send-to-erp
        invoiced: view-invoice cancel-invoice
        number: FCT 0001
        the browser shows: application/pdf
        document shows the number: True
        cancelled: send-to-erp
        invoiced again: view-invoice cancel-invoice
        another number: True

        """
      expectEqual(result.output, expected, "\(result.errors)")
      expectEqual(result.status, 0)
    }
  }

  @Test func `a hidden product is priced and published in a real browser, not without a price`()
    async throws
  {
    try await Stage.with(
      smartBillOptions: ["--product-codes"],
      shop: ["stock: { warehouses: [ Depozit ], hidden_category: neverificate }"]
    ) { stage in
      try await stage.startPunte()
      try await stage.receive("ULC-1", "3", name: "Ulcior de Horezu")
      try await stage.syncStock()
      let result = try await Command.python(
        "publish_product.py", [stage.shop.address, "ULC-1", "89,90"])
      let expected = """
        before: hidden
        without a price: hidden
        without a price: Produsul nu poate fi publicat fără un preț mai mare decât zero.
        published: on the shelf

        """
      expectEqual(result.output, expected, "\(result.errors)")
      try await expectEqual(stage.shelf()["ULC-1"]?["price"].string, "89.90")
    }
  }
}
