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
    expectEqual(wire["language"].string, "EN")
    expectEqual(wire["dueDate"].string, "2026-12-08")
    expectEqual(wire["deliveryDate"].string, "2026-11-26")
    expectEqual(wire["observations"].string, "Fragil")
    expectEqual(wire["usePaymentTax"].bool, true)
    expectEqual(wire["useIntraCif"].bool, true)
    expectEqual(wire["client"]["saveToDb"].bool, true)
    expectEqual(wire["issuerName"].string, "Ana Pop")
    expectEqual(wire["issuerCnp"].string, "1960101410019")
    expectEqual(wire["delegateName"].string, "Ion")
    expectEqual(wire["delegateIdentityCard"].string, "CJ 1")
    expectEqual(wire["delegateAuto"].string, "CJ 01 AAA")
  }

  @Test func `without terms nothing of them is sent`() throws {
    let wire = try Self.wire { _ in }
    for key in [
      "language", "dueDate", "deliveryDate", "observations", "usePaymentTax", "issuerName",
    ] {
      expectEqual(wire[key], .null, "\(key)")
    }
    expectEqual(wire["client"]["saveToDb"].bool, false)
  }

  @Test func `mentions come before our reference, which stays whole`() throws {
    let own = try Self.wire { $0.terms.mentions = "Plata: card." }
    expectEqual(own["mentions"].string, "Plata: card. Ref. [PUNTE magazin/1001/0]")
    let aviz = try Self.wire(.aviz) { $0.terms.mentions = "Plata: card." }
    expectEqual(aviz["mentions"].string, "Plata: card.")
    expectEqual(aviz["aviz"].string, "[PUNTE magazin/1001/0]")
  }

  @Test func `what would be read as a reference of ours holds what the settings alone say`() {
    var draft = InvoiceDraft.simple
    draft.terms.issuer = DocumentIssuer(name: "Ana [PUN TE magazin/7/0]")
    let failure = failure { () throws(Failure) in try InvoicePreparation().prepare(draft) }
    expectEqual(failure?.code, .orderNotInvoiceable)
  }
}
