import Foundation
import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: `POST /document/send`, whose answers have a shape of their own.
struct MailTests {
  private func send(_ members: String, at client: SmartBillClient) async throws
    -> RawConnection.Response
  {
    try await client.call(
      "POST", "/SBORO/api/document/send", body: #"{"companyVatCode":"RO12345674",\#(members)}"#)
  }

  private static let invoice = #""seriesName":"FCT","number":"0001","type":"Factura""#

  @Test func `a mail is kept, its placeholders filled`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let subject = Data("#tip document# #serie numar document#: #total document#".utf8)
        .base64EncodedString()
      let reply = try await send(
        Self.invoice + #","to":"a@example.org,b@example.org","subject":"\#(subject)""#, at: client)
      expectEqual(reply.status, 200)
      expectEqual(
        reply.body, #"{"status":{"code":0,"message":"Documentul a fost trimis cu succes."}}"#)
      let state = try await client.call("GET", "/_sandbox/state")
      #expect(state.body.contains(#""subject":"factura FCT 0001: 121.00""#))
    }
  }

  @Test func `what isn't in order is refused in a status`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      let kinds = "Valorile acceptate sunt: factura, proforma."
      for (members, expected) in [
        (
          #""seriesName":"FCT","number":"0001","type":"invoice""#,
          "Valoarea campului 'type' nu este suportata (invoice). \(kinds)"
        ),
        (#""seriesName":"FCT","number":"0001""#, "type  trebuie specificat. \(kinds)"),
        (#""seriesName":"FCT","type":"factura""#, "Numarul documentului  trebuie specificat"),
        (
          #""seriesName":"FCT","number":"0001","type":"proforma""#, "Documentul nu a fost gasit"
        ),
        (Self.invoice, "Trebuie specificata adresa de email a clientului."),
        (
          Self.invoice + #","to":"a@example.org","subject":"Factura!""#,
          "Subiectul emailului trebuie sa fie codat folosind Base64."
        ),
        (
          Self.invoice + #","to":"a@example.org","bodyText":"ă""#,
          "Continutul emailului trebuie sa fie codat folosind Base64."
        ),
        (Self.invoice + #","to":"example.org""#, "Invalid Addresses"),
        (Self.invoice + #","to":"@example.org""#, "Missing local name"),
        (Self.invoice + #","to":"a@""#, "Missing domain"),
        (
          Self.invoice + #","to":"a@example.org, b@exa mple.org""#,
          "Domain contains illegal character"
        ),
      ] {
        let reply = try await send(members, at: client)
        expectEqual(reply.status, 400)
        expectEqual(reply.body, #"{"status":{"code":1,"message":"\#(expected)"}}"#)
      }
      let stranger = try await client.call(
        "POST", "/SBORO/api/document/send", body: #"{"companyVatCode":"RO1"}"#)
      expectEqual(stranger.status, 401)
      expectEqual(member("key", of: stranger) as? String, "!.oresp@&")
    }
  }

  @Test func `an account without a mail server sends nothing`() async throws {
    var settings = SmartBillSettings()
    settings.rules.hasMailServer = false
    try await withSmartBill(settings) { client in
      _ = try await client.issue()
      let reply = try await send(Self.invoice + #","to":"a@example.org""#, at: client)
      #expect(reply.body.contains("Server-ul de email nu a fost configurat."))
      let issued = try await client.issue(
        Sample.invoice(extra: #","sendEmail":true,"email":{"to":"a@example.org"}"#))
      expectEqual(errorText(issued), "Server-ul de email nu a fost configurat.")
      try await expectEqual(client.state().documents.count, 1)
    }
  }
}
