import Domain
import FoundationEssentials
import TestKit
import Testing

@testable import SmartBill

/// What the settings say of a document, on the wire (`smartbill-api.md` §4.1).
struct TermsTests {
  private static func wire(
    _ field: ReferenceField = .mentions, _ change: (inout InvoiceDraft) -> Void
  ) throws -> JSON {
    var draft = InvoiceDraft.simple
    change(&draft)
    return try JSON(Data(WireInvoice(draft, referenceField: field).body()))
  }

  @Test func `terms are sent where SmartBill expects them`() throws {
    let wire = try Self.wire {
      $0.terms.language = "EN"
      $0.terms.dueDays = 15
      $0.terms.deliveryDays = 3
      $0.terms.observations = "Fragil"
      $0.terms.hasVATOnCollection = true
      $0.terms.usesUnionCode = true
      $0.terms.savesCustomer = true
      $0.terms.issuer = DocumentIssuer(name: "Ana Pop", personalCode: "1960101410019")
      $0.terms.delegate = DocumentDelegate(name: "Ion", identityCard: "CJ 1", car: "CJ 01 AAA")
    }
    #expect(wire["language"].string == "EN")
    #expect(wire["dueDate"].string == "2026-12-08")
    #expect(wire["deliveryDate"].string == "2026-11-26")
    #expect(wire["observations"].string == "Fragil")
    #expect(wire["usePaymentTax"].bool == true)
    #expect(wire["useIntraCif"].bool == true)
    #expect(wire["client"]["saveToDb"].bool == true)
    #expect(wire["issuerName"].string == "Ana Pop")
    #expect(wire["issuerCnp"].string == "1960101410019")
    #expect(wire["delegateName"].string == "Ion")
    #expect(wire["delegateIdentityCard"].string == "CJ 1")
    #expect(wire["delegateAuto"].string == "CJ 01 AAA")
  }

  @Test func `without terms nothing of them is sent`() throws {
    let wire = try Self.wire { _ in }
    for key in [
      "language", "dueDate", "deliveryDate", "observations", "usePaymentTax", "issuerName",
    ] {
      #expect(wire[key] == .null, "\(key)")
    }
    #expect(wire["client"]["saveToDb"].bool == false)
  }

  @Test func `mentions come before our reference, which stays whole`() throws {
    let own = try Self.wire { $0.terms.mentions = "Plata: card." }
    #expect(own["mentions"].string == "Plata: card. Ref. [PUNTE magazin/1001/0]")
    let aviz = try Self.wire(.aviz) { $0.terms.mentions = "Plata: card." }
    #expect(aviz["mentions"].string == "Plata: card.")
    #expect(aviz["aviz"].string == "[PUNTE magazin/1001/0]")
  }

  @Test func `what would be read as a reference of ours holds what the settings alone say`() {
    var draft = InvoiceDraft.simple
    draft.terms.issuer = DocumentIssuer(name: "Ana [PUN TE magazin/7/0]")
    let failure = failure { () throws(Failure) in try InvoicePreparation().prepare(draft) }
    #expect(failure?.code == .orderNotInvoiceable)
  }
}
