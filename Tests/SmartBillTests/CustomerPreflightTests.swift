import Domain
import TestKit
import Testing

@testable import SmartBill

/// What e-Factura would refuse days later: mended where it is certain, else held
/// (`shops-and-peers.md` §2.7).
@Suite struct CustomerPreflightTests {
  private func person(
    city: String? = "Cluj-Napoca", county: String? = "Cluj", address: String? = "Str. Lungă 1",
    postCode: String? = nil, country: String = "RO", code: String? = nil
  ) -> Party {
    Party(
      kind: .person, name: "Ana", personalCode: code, address: address, city: city,
      county: county, country: country, postCode: postCode)
  }

  private func company(_ code: String?, isPayer: Bool? = nil, country: String = "RO") -> Party {
    Party(
      kind: .company, name: "SC Test SRL", vatCode: code, isVATPayer: isPayer,
      address: "Str. Lungă 1", city: "Cluj-Napoca", county: "Cluj", country: country)
  }

  private func preflight(_ party: Party) throws(Failure) -> CustomerPreflight {
    try CustomerPreflight(party)
  }

  /// City, county, post code and address as shops send them, and the town and county they are.
  static let places: [(String?, String?, String?, String?, String, String)] = [
    // WooCommerce's state codes.
    ("Cluj-Napoca", "CJ", nil, "Str. 1", "Cluj-Napoca", "Cluj"),
    ("București", "B", "010101", "Str. 1", "Sector 1", "București"),
    // The sector from the text, in whichever field.
    ("Bucuresti, Sector 3", "B", nil, "Str. 1", "Sector 3", "București"),
    ("sector 3", "Bucuresti", nil, "Str. 1", "Sector 3", "București"),
    ("București", "Sector 4", nil, "Str. 1", "Sector 4", "București"),
    ("București", nil, nil, "Str. 1, sect. 2", "Sector 2", "București"),
    // TRSB 24cc3a3: a marketplace's county "undefined".
    ("Iași", "undefined", "700001", "Str. 1", "Iași", "Iași"),
    ("București", "undefined", "050011", "Str. 1", "Sector 5", "București"),
    // What the town says of its own sector stands, whatever the post code.
    ("Sector 6", "București", "010101", "Str. 1", "Sector 6", "București"),
    ("București", "Ilfov", "020011", "Str. 1", "Sector 2", "București"),
    // Only Bucharest has sectors, whatever county a shop's list put beside one.
    ("Sector 3", "Ilfov", "030142", "Str. 1", "Sector 3", "București"),
    ("Sector 3", "IF", nil, "Str. 1", "Sector 3", "București"),
    ("București, sect. 2", "Ilfov", "20011", "Str. 1", "Sector 2", "București"),
    ("Voluntari", "IF", "077190", "Str. 1", "Voluntari", "Ilfov"),
    // A street of that name is no town.
    ("Craiova, Calea București 12", "Dolj", nil, "-", "Craiova, Calea București 12", "Dolj"),
    (" ", "Cluj", nil, " ", "-", "Cluj"),
  ]

  @Test(arguments: places)
  func `a place is mended where it is certain, and it is kept what was mended`(
    city: String?, county: String?, postCode: String?, address: String?, town: String,
    mended: String
  ) throws {
    let party = person(city: city, county: county, address: address, postCode: postCode)
    let preflight = try preflight(party)
    expectEqual(preflight.customer.city, town)
    expectEqual(preflight.customer.county.flatMap { County($0)?.name }, mended)
    let fields = Set(preflight.mends.map(\.field))
    expectEqual(fields.contains("customer.city"), (city != town))
    // Diacritics are left out either way.
    let isSame =
      PlainText.withoutDiacritics(county ?? "") == PlainText.withoutDiacritics(mended)
    #expect(fields.contains("customer.county") != isSame)
  }

  /// City, county, post code and address that leave it open.
  static let open: [(String?, String?, String?, String?, FailureCode)] = [
    ("București", "B", nil, "Str. 1", .customerSectorUnknown),
    ("București", "București", "10101", "Str. 1", .customerSectorUnknown),
    ("București", "B", "400001", "Str. 1", .customerSectorUnknown),
    ("București", "B", "010101", "Str. 1, sector 3", .customerSectorUnknown),
    ("Voluntari", "B", nil, "Str. 1, sector 3", .customerSectorUnknown),
    ("București", "Ilfov", "077190", "Str. 1", .customerCountyUnknown),
    ("București", "Ilfov", nil, "Str. 1", .customerCountyUnknown),
    ("Sector 3", "Ilfov", "077190", "Str. 1", .customerCountyUnknown),
    ("București", "Cluj", "400001", "Str. 1", .customerCountyUnknown),
    ("Mun. București", "CJ", "010101", "Str. 1", .customerCountyUnknown),
    ("Sector 3", "Cluj", nil, "Str. 1", .customerCountyUnknown),
    ("Cluj-Napoca", "undefined", nil, "Str. 1", .customerCountyUnknown),
    ("Cluj-Napoca", nil, "4000", "Str. 1", .customerCountyUnknown),
    (nil, nil, nil, nil, .customerCountyUnknown),
  ]

  @Test(arguments: open)
  func `what isn't certain is held`(
    city: String?, county: String?, postCode: String?, address: String?, code: FailureCode
  ) {
    let party = person(city: city, county: county, address: address, postCode: postCode)
    expectEqual(failure { () throws(Failure) in try preflight(party) }?.code, code)
  }

  @Test(
    arguments: [
      ("RO12345674", nil, "RO12345674"), ("ro 123 456 74", nil, "RO12345674"),
      ("CUI: RO12345674", nil, "RO12345674"), ("12345674", nil, "12345674"),
      ("12345674", true, "RO12345674"), ("RO12345674", false, "12345674"),
      ("1800101221144", nil, "1800101221144"),
    ] as [(String, Bool?, String)])
  func `a fiscal code is sent with RO if its company pays VAT, else without`(
    code: String, isPayer: Bool?, sent: String
  ) throws {
    let preflight = try preflight(company(code, isPayer: isPayer))
    expectEqual(preflight.customer.vatCode, sent)
    expectEqual(preflight.mends.isEmpty, (code == sent))
  }

  @Test(arguments: [nil, " ", "RO12345675", "RO1", "12345678901", "-", "RO", "DE811907980"])
  func `a fiscal code that can't be is held`(code: String?) {
    expectEqual(
      failure { () throws(Failure) in try preflight(company(code)) }?.code, .customerVATCodeInvalid)
  }

  @Test(
    arguments: [
      (nil, nil, 0), ("", nil, 0), ("-", nil, 0), ("0000000000000", nil, 0),
      ("1800101221144", "1800101221144", 0), (" 1800101221144 ", "1800101221144", 0),
      ("1800101221145", "0000000000000", 1), ("12345", "0000000000000", 1),
    ] as [(String?, String?, Int)])
  func `a CNP that isn't valid becomes thirteen zeros, and is shown nowhere`(
    code: String?, sent: String?, mends: Int
  ) throws {
    let preflight = try preflight(person(code: code))
    expectEqual(preflight.customer.personalCode, sent)
    expectEqual(preflight.mends.count, mends)
    #expect(preflight.mends.allSatisfy { $0.was == "***" })
  }

  @Test(arguments: [
    "301 0101 123451", "301-0101-123451", "301.0101.123451", "CNP 3010101123451",
    "301\u{a0}0101\u{a0}123451", "3010101123451\u{200b}",
  ])
  func `a CNP is read as a CUI is, whatever stands between its digits`(code: String) throws {
    let preflight = try preflight(person(code: code))
    expectEqual(preflight.customer.personalCode, "3010101123451")
    #expect(preflight.mends.isEmpty)
    // A company's may be one too; with RO it is nobody's, and that is said.
    try expectEqual(self.preflight(company(code)).customer.vatCode, "3010101123451")
    let held = try #require(
      failure { () throws(Failure) in try self.preflight(company("RO 3010101123451")) })
    expectEqual(held.code, .customerVATCodeInvalid)
    expectEqual(held.detail?.contains("RO before a person's code"), true)
  }

  @Test(arguments: ["Rumänien", "Rumania", "Roumanie", "Romînia", "Румыния"])
  func `another name of Romania is put right, and its rules hold`(country: String) throws {
    let preflight = try preflight(person(county: "Dîmbovița", country: country))
    expectEqual(preflight.customer.country, "Romania")
    expectEqual(preflight.mends.map(\.field), ["customer.country", "customer.county"])
    var firm = company("RO123")
    (firm.country, firm.county) = (country, "X")
    expectEqual(
      failure { () throws(Failure) in try self.preflight(firm) }?.code, .customerVATCodeInvalid)
  }

  @Test(arguments: ["Transilvania", "-", "N/A", "Europa", "123", "Romanica"])
  func `a country that is none is held, whoever the customer is`(country: String) {
    for party in [person(country: country), company("RO12345674", country: country)] {
      expectEqual(
        failure { () throws(Failure) in try preflight(party) }?.code, .customerCountryUnknown)
    }
  }

  @Test(arguments: ["", " ", "\u{a0}", "\u{200b}"])
  func `a country of which nothing is to be seen is Romania`(country: String) throws {
    #expect(try preflight(person(country: country)).mends.isEmpty)
  }

  @Test(arguments: ["ana@a.example, ion@b.example", "ana", "ana@a.example\r\nBcc: x@y.example"])
  func `an e-mail address that is none is left out, for SmartBill would mail to it`(
    email: String
  ) throws {
    var party = person()
    party.email = email
    let preflight = try preflight(party)
    #expect(preflight.customer.email == nil)
    expectEqual(preflight.mends, [Mend("customer.email", was: email, became: "")])
  }

  @Test func `a customer abroad is sent as is`() throws {
    let abroad = person(city: "Berlin", county: "BE", address: "", country: "Germany")
    try expectEqual(preflight(abroad).customer, abroad)
    #expect(try preflight(company("DE811907980", country: "DE")).mends.isEmpty)
  }

  @Test func `diacritics are no mistake`() throws {
    #expect(try preflight(person(county: "Brasov")).mends.isEmpty)
    #expect(try preflight(person(county: "Brașov")).mends.isEmpty)
  }

  @Test func `what XML can't hold is taken out of every text, and it is kept what was`() throws {
    var customer = person()
    (customer.name, customer.address) = ("Client\u{1b} Unu", "Str.\u{b} 1\tet. 2\nsc. B\u{ffff}")
    var draft = InvoiceDraft.of(
      [.product("131.00", named: "Cana\0 alba\u{b}")], total: "131.00", customer: customer)
    draft.order.lines[0].code = "\u{1}A-1"
    draft.order.number = "10\u{7}01"
    let prepared = try InvoicePreparation().prepare(draft)
    expectEqual(
      prepared.mends.map(\.field),
      ["order.number", "customer.name", "customer.address", "lines[0].name", "lines[0].code"])
    expectEqual(
      prepared.mends[1], Mend("customer.name", was: "Client\u{1b} Unu", became: "Client Unu"))
    let body = String(decoding: prepared.body, as: UTF8.self)
    for text in [
      #""name":"Cana alba""#, #""name":"Client Unu""#, #""code":"A-1""#, "Comanda 1001.",
      #"Str. 1\tet. 2\nsc. B""#,
    ] { #expect(body.contains(text), "\(text)") }
  }

  @Test func `a name of controls alone is none`() {
    let draft = InvoiceDraft.of([.product("131.00", named: "\u{0}\u{b}")], total: "131.00")
    expectEqual(
      failure { () throws(Failure) in try InvoicePreparation().prepare(draft) }?.detail,
      "lines[0].name is empty")
  }

  @Test func `a mended invoice says what was mended`() throws {
    let prepared = try InvoicePreparation().prepare(
      .of(
        [.product("131.00")], total: "131.00",
        customer: person(city: "București", county: "B", postCode: "030142")))
    expectEqual(
      prepared.mends.map(\.description),
      [
        "customer.city: “București” → “Sector 3”", "customer.county: “B” → “București”",
      ])
    let body = String(decoding: prepared.body, as: UTF8.self)
    #expect(body.contains(#""city":"Sector 3""#) && body.contains(#""county":"Bucuresti""#))
  }
}
