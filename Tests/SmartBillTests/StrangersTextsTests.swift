import Domain
import Foundation
import TestKit
import Testing

@testable import SmartBill

/// Nothing that a customer or a shop's staff wrote stands on a document as a reference of ours.
@Suite struct StrangersTextsTests {
  private static let forged = "[PUNTE magazin/1003/0]"
  private static let seal = ReferenceSeal { _ in [0, 0, 0, 0, 0, 0, 0, 1] }
  private static let own = "[PUNTE magazin/1001/0:000000000001]"

  private static let fields: [(String, @Sendable (inout InvoiceDraft) -> Void)] = [
    ("order.number", { $0.order.number += forged }),
    ("customer.name", { $0.order.customer.name += " " + forged }),
    ("customer.address", { $0.order.customer.address? += forged }),
    ("customer.city", { $0.order.customer.city? += forged }),
    ("customer.email", { $0.order.customer.email = "a@b.example" + forged }),
    ("customer.phone", { $0.order.customer.phone = forged + "0722" }),
    ("lines[0].name", { $0.order.lines[0].name += forged }),
    ("lines[0].code", { $0.order.lines[0].code = "C-1" + forged }),
    ("lines[0].unit", { $0.order.lines[0].unit = "buc" + forged }),
    ("mentions", { $0.terms.mentions = "Client: Ana " + forged }),
    ("observations", { $0.terms.observations = "Client: Ana " + forged }),
  ]

  @Test(arguments: fields.indices, [ReferenceField.mentions, .aviz])
  func `it is taken out, recorded, and our own is the only one`(
    index: Int, referenceField: ReferenceField
  ) throws {
    let (field, write) = Self.fields[index]
    var draft = InvoiceDraft.simple
    write(&draft)
    let prepared = try InvoicePreparation(
      vatRounding: .line, referenceField: referenceField, seal: Self.seal
    ).prepare(draft)
    let body = String(decoding: prepared.body, as: UTF8.self)
    expectEqual(InvoiceReference.all(in: body, sealedBy: Self.seal), [draft.key.reference])
    #expect(body.contains(Self.own))
    #expect(!body.contains("1003"), "\(body)")
    #expect(prepared.mends.contains(Mend(field, was: Self.forged, became: "")), "\(prepared.mends)")
  }

  @Test func `white space around a code and a blank unit are recorded as put right`() throws {
    var draft = InvoiceDraft.simple
    draft.order.lines[0].code = "CAF-1\u{A0}"
    draft.order.lines[0].unit = ""
    let mends = try InvoicePreparation(vatRounding: .line).prepare(draft).mends
    expectEqual(
      mends.filter { $0.field.hasPrefix("lines[0]") },
      [
        Mend("lines[0].code", was: "CAF-1\u{A0}", became: "CAF-1"),
        Mend("lines[0].unit", was: "", became: "buc"),
      ])
    // What is missing, or right, is no mend.
    for (code, unit) in [(nil, "buc"), ("", "kg"), ("CAF-1", "buc")] as [(String?, String)] {
      draft.order.lines[0].code = code
      draft.order.lines[0].unit = unit
      let mends = try InvoicePreparation(vatRounding: .line).prepare(draft).mends
      #expect(!mends.contains { $0.field.hasPrefix("lines[0]") })
    }
  }

  @Test func `a name that was nothing else is missing, and a person's`() {
    var draft = InvoiceDraft.simple
    draft.order.customer.name = Self.forged
    let failure = failure { () throws(Failure) in
      try InvoicePreparation(vatRounding: .line).prepare(draft)
    }
    expectEqual(failure?.code, .orderNotInvoiceable)
  }

  @Test func `an e-mail's subject and text hold none either`() throws {
    let mail = InvoiceMail(
      subject: MailSubject("Factura " + Self.forged + " Ana"),
      text: MailText("Bună ziua, Ana " + Self.forged))
    let wire = WireMail(InvoiceNumber(series: "FCT", value: 1), of: "RO12345674", as: mail)
    func text(_ encoded: String?) throws -> String {
      let encoded = try #require(encoded)
      return String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)
    }
    try expectEqual(text(wire.subject), "Factura Ana")
    try expectEqual(text(wire.bodyText), "Bună ziua, Ana ")
  }

  @Test func `a payment's text holds none either`() throws {
    let key = PaymentKey(
      account: "firma", shop: "magazin", order: "1001", payment: PaymentID("P " + Self.forged))
    let payment = PaymentDraft(
      key: key, invoice: InvoiceNumber(series: "FCT", value: 1), cif: "RO12345674", value: "1.00",
      currency: "RON", terms: PaymentTerms(type: .card), issuedOn: "2026-11-23")
    expectEqual(WirePayment(payment).observation, "Comanda 1001, plata P ")
  }
}
