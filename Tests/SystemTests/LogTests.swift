import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// The log tells what happened, and nothing about anyone.
@Suite struct LogTests {
  @Test(arguments: [("human", "trace"), ("json", "debug")])
  func `neither a secret nor a customer's data is in the log or a listing`(
    format: String, level: String
  ) async throws {
    let environment = ["PUNTE_LOG_LEVEL": level, "PUNTE_LOG_FORMAT": format]
    try await Stage.with(environment: environment) { stage in
      let punte = try await stage.startPunte()
      var order = Order.sample(id: "8201")
      order.customer = Party(
        kind: .person, name: "Canarina Galbenă", personalCode: "2990101410014",
        address: "Strada Coliviei 77", city: "Canaraua", county: "Constanta",
        email: "canar@colivie.example", phone: "0799123987")
      let canaries = [
        "Canarina", "2990101410014", "Coliviei", "Canaraua", "canar@", "0799123987",
        String(Stage.secret.dropFirst(6)), Stage.token, "Basic ", "office@firma.example",
      ]
      for (id, body) in [
        ("evt-1", SampleEvent.issueRequested(order)),
        ("evt-2", SampleEvent.cancelRequested("8201")),
        ("evt-3", SampleEvent.issueRequested(order)),
      ] {
        if id == "evt-3" {
          // The operator needs SmartBill's words; the log doesn't, for they may name a customer.
          try await stage.plant(
            #"{"fault": "error_200", "endpoint": "invoice", "text": "Papagalul Ion nu are CNP"}"#)
        }
        let delivery = try SignedDelivery(id: id, body: body)
        try await expectEqual(delivery.send(to: punte.address).status, 202)
        try await stage.untilQuiet()
      }
      // SignedDelivery's orders are unknown in the shop, and are told to it all the same.
      let told = try await stage.callback("invoice.issued", of: "8201")
      let link = try #require(told["data"]["invoice"]["document_url"].string)
      let token = try #require(link.split(separator: "/").last.map(String.init))
      let opened = [link, link + "A", link + "/", link + "?x=1"]
      for address in opened { _ = try await HTTP.get(address) }
      let valid = String(decoding: SampleEvent.issueRequested(order), as: UTF8.self)
      for (id, part, broken) in [
        ("evt-4", #""price":"131.00""#, #""price":131"#),
        ("evt-5", #""kind":"person""#, #""kind":"Canarina Galbenă""#),
        ("evt-6", #""total":"131.00""#, #""total":"Canarina Galbenă""#),
        ("evt-7", #""type":"invoice.issue_requested""#, #""type":"Papagalul Ion""#),
      ] {
        try #require(valid.contains(part))
        let unreadable = try SignedDelivery(
          id: id, body: Array(valid.replacing(part, with: broken).utf8))
        try await expectEqual(unreadable.send(to: punte.address).status, 202)
      }
      try await stage.untilQuiet()

      let checks = try await [
        stage.punte("check"), stage.punte("check", "--json"), stage.punte("secrets", "list"),
        stage.punte("secrets", "list", "--json"),
      ].map { $0.output + $0.errors }
      let listings =
        try await checks
        + [
          stage.punte("jobs", "list"), stage.punte("invoices", "list"),
          stage.punte("events", "list"), stage.punte("events", "list", "--json"),
          stage.punte("jobs", "list", "--json"),
        ].map(\.output)
      let log = punte.logText
      #expect(log.contains("fetched a document"))
      #expect(!log.contains(token.prefix(16)) && !log.contains("Factura FCT"))
      // The life cycle logs each service, by its name and not by all that it holds.
      #expect(log.contains("Starting service") && log.contains("AdminSocket("))
      #expect(!log.contains(#/(Engine|Timer|Listener|AdminSocket)\(\w+: /#))
      #expect(log.contains("evt-1") && log.contains("smartbill_refused"))
      #expect(!log.contains("Papagalul") && listings.contains { $0.contains("Papagalul") })
      for canary in canaries {
        for text in listings + [log] { #expect(!text.contains(canary), "\(canary)") }
      }
      // The database holds customers' orders, and nothing that opens a door.
      let database = try ["", "-wal"].map {
        try Data(contentsOf: stage.folder.appending(path: "punte.db" + $0))
      }
      for secret in [String(Stage.secret.dropFirst(6)), Stage.token, "Basic "] {
        #expect(database.allSatisfy { $0.firstRange(of: Data(secret.utf8)) == nil }, "\(secret)")
      }
      if format == "json" {
        for line in log.split(separator: "\n") {
          #expect(try JSON(String(line))["level"].string != nil)
        }
      }
    }
  }
}
