import Foundation
import HTTPTypes
import StageKit
import TestKit
import Testing
import Transport

/// Where nobody knows whether SmartBill issued: nothing is sent again until a person has answered.
@Suite struct DoubtTests {
  /// Confirms an order whose create call meets the fault, and waits until it is in doubt.
  func orderInDoubt(on stage: Stage, by fault: String) async throws -> String {
    try await stage.plant(#"{"fault": "\#(fault)", "endpoint": "invoice"}"#)
    let order = try await stage.newOrder()
    try await stage.confirm(order)
    try await stage.untilInDoubt()
    return order
  }

  @Test func `a lost answer is one POST, a visible doubt, and a series that waits`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let order = try await orderInDoubt(on: stage, by: "drop_after_commit")
      #expect(try await stage.documents().count == 1)
      let later = try await stage.newOrder()
      try await stage.confirm(later)
      // Asked again, and after a restart too, nothing is sent again.
      try await stage.requestInvoice(order)
      #expect(await punte.terminate() == 0)
      let again = try await stage.startPunte()
      try await Polling.until("the next order waits for its series") {
        try await stage.listing("jobs", "list", "--state", "available").array
          .contains { $0["failure"]["code"].string == "series_busy" }
      }
      #expect(try await stage.createRequests().count == 1)
      // Waiting costs no call: the one look at the series was before the create call.
      #expect(try await stage.requests().count == 2)

      // A person finds it in SmartBill, and says so.
      let id = try await stage.listing("invoices", "list", "--order", order).array[0]["id"].int ?? 0
      let resolved = try await stage.punte(
        "invoices", "resolve", "\(id)", "--number", "1", "--by", "Ana", "--reason", "found it")
      #expect(resolved.status == 0, "\(resolved.errors)")
      let invoice = try await stage.invoice(of: order, is: "issued")
      #expect(invoice["number"].string == "0001")
      let next = try await stage.invoice(of: later, is: "issued")
      #expect(next["number"].string == "0002")
      #expect(try await stage.createRequests().count == 2)
      let acts = try await stage.listing("invoices", "show", "\(id)")["acts"].array
      #expect(acts.map { $0["who"].string } == ["Ana"])
      #expect(await again.terminate() == 0)
    }
  }

  @Test func `a person may have it sent again, once it is known not to exist`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await orderInDoubt(on: stage, by: "drop_before_commit")
      let id = try await stage.listing("invoices", "list").array[0]["id"].int ?? 0
      let resolved = try await stage.punte(
        "invoices", "resolve", "\(id)", "--send-again", "--by", "Ana", "--reason", "not there")
      #expect(resolved.status == 0, "\(resolved.errors)")
      #expect(try await stage.invoice(of: order, is: "issued")["number"].string == "0001")
      #expect(try await stage.documents().count == 1)
    }
  }

  @Test func `killed while the call is under way, it wakes in doubt and sends nothing`()
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await stage.plant(#"{"fault": "slow", "endpoint": "invoice", "delay_ms": 60000}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      try await Polling.until("the create call has arrived") {
        try await stage.createRequests().count == 1
      }
      await punte.killAtOnce()
      try await stage.startPunte()
      try await stage.untilInDoubt()
      try await stage.untilQuiet()
      #expect(try await stage.createRequests().count == 1)
      let held = try await stage.listing("jobs", "list", "--state", "held").array
      #expect(held.map { $0["failure"]["code"].string } == ["invoice_interrupted"])
    }
  }

  @Test func `a document typed by hand stops the series, and a person resumes it`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let first = try await stage.newOrder()
      try await stage.confirm(first)
      _ = try await stage.invoice(of: first, is: "issued")
      try await HTTP.post(stage.smartBill.address + "/_sandbox/foreign", #"{"series": "FCT"}"#)
      let second = try await stage.newOrder()
      try await stage.confirm(second)
      #expect(try await stage.invoice(of: second, is: "issued")["number"].string == "0003")
      let third = try await stage.newOrder()
      try await stage.confirm(third)
      try await Polling.until("the third order waits for a stopped series") {
        try await stage.listing("jobs", "list", "--state", "available").array
          .contains { $0["failure"]["code"].string == "series_stopped" }
      }
      let stopped = try await stage.listing("invoices", "series").array
      #expect(stopped.first?["failure"]["code"].string == "series_gap")
      let resumed = try await stage.punte(
        "invoices", "resume", "FCT", "--by", "Ana", "--reason", "a paper invoice")
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try await stage.invoice(of: third, is: "issued")["number"].string == "0004")
    }
  }

  /// libcurl's own re-send (`webhooks.md` §4.4), against the sandbox: with the guard planted off,
  /// two POSTs arrive; with it on, one.
  @Test(arguments: [(false, 2), (true, 1)])
  func `on a reused connection that dies only the guard keeps a POST single`(
    guards: Bool, posts: Int
  ) async throws {
    try await Stage.with { stage in
      let transport = HTTPTransport()
      defer { transport.shutdown() }
      let credentials = Data("office@firma.example:\(Stage.token)".utf8).base64EncodedString()
      let headers: HTTPFields = [
        .authorization: "Basic \(credentials)", .contentType: "application/json",
      ]
      let base = stage.smartBill.address + "/SBORO/api"
      _ = await transport.send(
        TransportRequest(
          method: .get, url: base + "/series?cif=\(Stage.cif)&type=f", headers: headers))
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "invoice"}"#)
      let body = """
        {"companyVatCode": "\(Stage.cif)", "seriesName": "FCT",
         "client": {"name": "Ion", "country": "Romania"},
         "products": [{"name": "Cafea", "measuringUnitName": "buc", "currency": "RON",
           "quantity": 1, "price": 10, "isTaxIncluded": true, "taxName": "Normala",
           "taxPercentage": 21}]}
        """
      var request = TransportRequest(
        method: .post, url: base + "/invoice/v2", headers: headers, body: Array(body.utf8))
      request.guardsResend = guards
      _ = await transport.send(request)
      #expect(try await stage.createRequests().count == posts)
      #expect(try await stage.documents().count == posts)
    }
  }
}
