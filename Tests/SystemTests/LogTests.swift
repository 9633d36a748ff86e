import Domain
import StageKit
import TestKit
import Testing

/// The log tells what happened, and nothing about anyone.
@Suite struct LogTests {
  @Test(arguments: ["human", "json"])
  func `neither a secret nor a customer's data is in the log or a listing`(format: String)
    async throws
  {
    let environment = ["PUNTE_LOG_LEVEL": "trace", "PUNTE_LOG_FORMAT": format]
    try await Stage.with(environment: environment) { stage in
      let punte = try await stage.startPunte()
      var order = Order.sample(id: "8201")
      order.customer = Party(
        kind: .person, name: "Canarina Galbenă", personalCode: "2990101410014",
        address: "Strada Coliviei 77", city: "Canaraua", county: "Constanta",
        email: "canar@colivie.example", phone: "0799123987")
      let canaries = [
        "Canarina", "2990101410014", "Coliviei", "Canaraua", "canar@", "0799123987",
        String(Stage.secret.dropFirst(6)), Stage.token, "Basic ",
      ]
      for (id, body) in [
        ("evt-1", SampleEvent.issueRequested(order)),
        ("evt-2", SampleEvent.cancelRequested("8201")),
        ("evt-3", SampleEvent.issueRequested(order)),
      ] {
        if id == "evt-3" {
          try await stage.plant(#"{"fault": "error_200", "endpoint": "invoice", "text": "Nu"}"#)
        }
        let delivery = try SignedDelivery(id: id, body: body)
        #expect(try await delivery.send(to: punte.address).status == 202)
        try await stage.untilQuiet()
      }
      var broken = String(decoding: SampleEvent.issueRequested(order), as: UTF8.self)
      broken.replace(#""price":"131.00""#, with: #""price":131"#)
      let unreadable = try SignedDelivery(id: "evt-4", body: Array(broken.utf8))
      #expect(try await unreadable.send(to: punte.address).status == 202)
      try await stage.untilQuiet()

      let listings = try await [
        stage.punte("jobs", "list"), stage.punte("invoices", "list"),
        stage.punte("events", "list"), stage.punte("jobs", "list", "--json"),
      ].map(\.output)
      let log = punte.logText
      #expect(log.contains("evt-1") && log.contains("smartbill_refused"))
      for canary in canaries {
        for text in listings + [log] { #expect(!text.contains(canary), "\(canary)") }
      }
      if format == "json" {
        for line in log.split(separator: "\n") {
          #expect(try JSON(String(line))["level"].string != nil)
        }
      }
    }
  }
}
