import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct WireClientTests {
  @Test(
    arguments: [
      (nil, "0000000000000"), ("", "0000000000000"), ("180010", "0000000000000"),
      ("1800101 22114", "0000000000000"), ("1800101221144", "1800101221144"),
      (" 1800101221144 ", "1800101221144"), ("١٨٠٠١٠١٢٢١١٤٤", "0000000000000"),
    ] as [(String?, String)])
  func `a person is sent with a CNP of thirteen digits or thirteen zeros`(
    code: String?, sent: String
  ) throws {
    let client = try WireClient(Party(kind: .person, name: "Ana", personalCode: code))
    expectEqual(client.vatCode, sent)
    #expect(!client.isTaxPayer)
  }

  @Test(
    arguments: [
      ("RO123", nil, true), ("ro123", nil, true), ("123", nil, false), ("123", true, true),
      ("RO123", false, false), ("DE811", nil, false),
    ] as [(String, Bool?, Bool)])
  func `a company pays VAT if the shop says so, else if its code begins with RO`(
    code: String, isPayer: Bool?, sent: Bool
  ) throws {
    let party = Party(
      kind: .company, name: "SC Test SRL", vatCode: code, isVATPayer: isPayer,
      tradeRegisterNumber: "J40/1/2020")
    let client = try WireClient(party)
    expectEqual(client.vatCode, code)
    expectEqual(client.isTaxPayer, sent)
    expectEqual(client.regCom, "J40/1/2020")
  }

  @Test func `a company abroad without a fiscal code is sent without one, one in Romania isn't`()
    throws
  {
    var party = Party(kind: .company, name: "Kis Kft", vatCode: " ", country: "Hungary")
    let client = try WireClient(party)
    #expect(client.vatCode == nil && !client.isTaxPayer)
    var draft = InvoiceDraft.of([.product("9.00")], total: "9.00", customer: party)
    let body = String(
      decoding: try InvoicePreparation.standard.prepare(draft).body, as: UTF8.self)
    #expect(body.contains(#""name":"Kis Kft""#) && !body.contains("vatCode"))
    party.country = "RO"
    draft.order.customer = party
    expectEqual(
      failure { () throws(Failure) in try InvoicePreparation.standard.prepare(draft) }?.code,
      .customerVATCodeInvalid)
    expectEqual(failure { () throws(Failure) in try WireClient(party) }?.code, .orderNotInvoiceable)
  }

  @Test func `an unknown address and city become a dash, an unknown country Romania`() throws {
    let client = try WireClient(
      Party(kind: .person, name: "Ana", address: " ", county: "", country: "", email: " "))
    expectEqual(client.address, "-")
    expectEqual(client.city, "-")
    expectEqual(client.country, "Romania")
    #expect(client.county == nil)
    #expect(client.email == nil)
  }

  @Test func `a county loses its diacritics, an address does not`() throws {
    let client = try WireClient(
      Party(kind: .person, name: "Ștefan", address: "Str. Țării", county: "Bistrița-Năsăud"))
    expectEqual(client.county, "Bistrita-Nasaud")
    expectEqual(client.address, "Str. Țării")
    expectEqual(client.name, "Ștefan")
  }
}
