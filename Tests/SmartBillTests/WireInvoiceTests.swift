import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct WireInvoiceTests {
  @Test func `an order becomes exactly these bytes`() throws {
    let draft = InvoiceDraft.of(
      [
        .product("60.50", quantity: "2", code: "CAF-1"), .shipping("20.00"), .discount("-10.00"),
      ], total: "131.00")
    let prepared = try InvoicePreparation.standard.prepare(draft)
    expectEqual(
      String(decoding: prepared.body, as: UTF8.self),
      """
      {"client":{"address":"Str. Lungă 1","city":"Cluj-Napoca","country":"Romania",\
      "county":"Cluj","email":"ion@example.ro","isTaxPayer":false,"name":"Ion Popescu",\
      "saveToDb":false,"vatCode":"0000000000000"},\
      "companyVatCode":"RO12345674","currency":"RON","isDraft":false,\
      "issueDate":"2026-11-23","mentions":"Comanda 1001. Ref. [PUNTE magazin/1001/0]",\
      "precision":2,"products":[\
      {"code":"CAF-1","currency":"RON","isService":false,"isTaxIncluded":true,\
      "measuringUnitName":"buc","name":"Cafea boabe 1 kg","price":60.5,"quantity":2,\
      "saveToDb":false,"taxName":"Normala","taxPercentage":21},\
      {"currency":"RON","isService":true,"isTaxIncluded":true,"measuringUnitName":"buc",\
      "name":"Transport","price":20,"quantity":1,"saveToDb":false,"taxName":"Normala",\
      "taxPercentage":21},\
      {"currency":"RON","discountType":1,"discountValue":-10,"isDiscount":true,\
      "isTaxIncluded":true,"measuringUnitName":"buc","name":"Reducere VARA",\
      "numberOfItems":2,"taxName":"Normala","taxPercentage":21}],\
      "seriesName":"FCT","useStock":false}
      """)
    expectEqual(prepared.total, "131.00")
  }

  @Test func `a draft says that it is one, and bears a reference of its own`() throws {
    var draft = InvoiceDraft.simple
    draft.key = InvoiceKey(
      account: "firma", shop: "magazin", order: "1001", kind: .draft, revision: 0)
    let body = String(
      decoding: try InvoicePreparation.standard.prepare(draft).body, as: UTF8.self)
    #expect(body.contains(#""isDraft":true"#))
    #expect(body.contains("[PUNTE magazin/1001/draft/0]"))
  }

  @Test func `where the template leaves mentions out, the reference is the aviz`() throws {
    let prepared = try InvoicePreparation(referenceField: .aviz).prepare(.simple)
    let body = String(decoding: prepared.body, as: UTF8.self)
    #expect(body.contains(#""aviz":"[PUNTE magazin/1001/0]""#))
    #expect(body.contains(#""mentions":"Comanda 1001""#))
  }

  @Test func `the same draft always gives the same bytes`() throws {
    let first = try InvoicePreparation.standard.prepare(.simple).body
    for _ in 0..<50 {
      try expectEqual(InvoicePreparation.standard.prepare(.simple).body, first)
    }
  }

  @Test func `each line carries the order's currency, as SmartBill's default is RON`() throws {
    let draft = InvoiceDraft.of(
      [.product("10.00"), .discount("-1.00")], total: "9.00", currency: "EUR")
    let body = String(
      decoding: try InvoicePreparation.standard.prepare(draft).body, as: UTF8.self)
    expectEqual(body.split(separator: "\"currency\":\"EUR\"").count, 4)
  }

  /// BR-RO-030: in another currency, e-Factura wants the VAT in lei too, which SmartBill counts by
  /// the exchange rate of the document.
  @Test(arguments: [("5.0912", 5.0912), (nil, nil)] as [(ExchangeRate?, Double?)])
  func `a foreign currency has one exchange rate, the order's or SmartBill's of the day`(
    rate: ExchangeRate?, sent: Double?
  ) throws {
    var draft = InvoiceDraft.of(
      [.product("10.00"), .discount("-1.00")], total: "9.00", currency: "EUR")
    draft.order.exchangeRate = rate
    let wire = try WireInvoice(draft)
    #expect(wire.exchangeRate?.value == rate && wire.currency == "EUR")
    let body = String(decoding: try wire.body(), as: UTF8.self)
    expectEqual(body.split(separator: #""exchangeRate":"#).count, (sent == nil ? 1 : 2))
    if let sent { #expect(body.contains(#""exchangeRate":\#(sent),"isDraft""#)) }
  }

  @Test(arguments: [("RON", "1"), ("EUR", "0"), ("EUR", "-5.09")] as [(String, ExchangeRate)])
  func `lei have no exchange rate, and no currency one of nothing`(
    currency: String, rate: ExchangeRate
  ) {
    var draft = InvoiceDraft.of([.product("9.00")], total: "9.00", currency: currency)
    draft.order.exchangeRate = rate
    expectEqual(
      failure { () throws(Failure) in try WireInvoice(draft) }?.code, .orderNotInvoiceable)
  }

  @Test func `a price of four decimals asks for that precision`() throws {
    let lines = [OrderLine.product("3.3333", quantity: "3"), .product("1.00")]
    let wire = try WireInvoice(.of(lines, total: "11.00"))
    expectEqual(wire.precision, 4)
  }

  @Test func `a discount of nothing is left out`() throws {
    let draft = InvoiceDraft.of(
      [.product("5.00"), .discount("0.00"), .product("5.00"), .discount("-1.00")], total: "9.00")
    let wire = try WireInvoice(draft)
    expectEqual(wire.products.count, 3)
    guard case .discount(let discount) = wire.products[2] else {
      Issue.record("The last line is no discount.")
      return
    }
    expectEqual(discount.numberOfItems, 2)
  }

  @Test func `a rate without a name is named in the failure`() {
    let draft = InvoiceDraft.of([.product("5.00"), .shipping("5.00", vat: "0")], total: "10.00")
    expectEqual(
      failure { () throws(Failure) in try InvoicePreparation.standard.prepare(draft) },
      Failure(.vatRateUnnamed, detail: "lines[1].vat_rate is 0"))
  }

  static let unfit: [(InvoiceDraft, String)] = [
    (.of([], total: "0.00"), "lines is empty"),
    (.of([.discount("-5.00")], total: "0.00"), "lines holds only discounts"),
    (
      .of([.discount("-5.00"), .product("9.00")], total: "4.00"),
      "lines[0] is a discount with no line above it"
    ),
    (
      .of([.product("9.00"), .discount("5.00")], total: "14.00"),
      "lines[1].price is positive on a discount"
    ),
    (.of([.product("-9.00")], total: "0.00"), "lines[0].price is negative on no discount"),
    (
      .of([.product("9.00", quantity: "0")], total: "0.00"),
      "lines[0].quantity is not above zero"
    ),
    (
      .of([.product("9.00", quantity: "-1")], total: "0.00"),
      "lines[0].quantity is not above zero"
    ),
    (.of([.product("9.00"), .discount("-5.00")], total: "-4.00"), "total is negative (-4.00)"),
    (
      .of([.product("141.00"), .discount("-500.00")], total: "-359.00"),
      "total is negative (-359.00): lines[1] is a discount of more than the lines above it"
    ),
    (
      .of([.product("100.00"), .discount("-120.00")], total: "0.00"),
      "a discount comes to more than the lines that it is taken off, and the order's total is 0.00"
    ),
    (.of([.product("9.00", named: " ")], total: "9.00"), "lines[0].name is empty"),
    (
      .of([.product("9.00", named: "\u{a0}\u{200b}\u{2800}")], total: "9.00"),
      "lines[0].name is empty"
    ),
    (
      .of(
        [.product("9.00")], total: "9.00",
        customer: Party(kind: .person, name: "\u{2060}\u{3000}\u{3164}", county: "Cluj")),
      "customer.name is empty"
    ),
    (
      .of([.product("9.00", vat: "-21")], total: "9.00"),
      "lines[0].vat_rate is not between 0 and 100"
    ),
    (
      .of([.product("9.00"), .discount("-1.00", covers: 2)], total: "8.00"),
      "lines[1].covers is not between 1 and 1, the lines above it"
    ),
    (
      .of([.product("9.00"), .discount("0.00"), .discount("-1.00", covers: 1)], total: "8.00"),
      "lines[2] covers only empty discounts"
    ),
    (
      .of([.product("9.00"), .discount(percent: "100.01")], total: "0.00"),
      "lines[1].percent is not above 0 and at most 100"
    ),
    (
      .of(
        [.product("0.00"), .product("0.00", vat: "11"), .discount("-1.00", vat: nil)],
        total: "0.00"), "lines[2] covers lines that come to nothing"
    ),
    (.of([.product("9.00")], total: "9.00", currency: "BGN"), "SmartBill has no currency BGN"),
    (
      .of(
        [.product("9.00")], total: "9.00", customer: Party(kind: .person, name: " ", county: "Cluj")
      ),
      "customer.name is empty"
    ),
    (
      .of(Array(repeating: .product("1.00"), count: 401), total: "401.00"),
      "401 lines are more than SmartBill's 400"
    ),
    // Counted before anything is computed of them.
    (
      .of([.product("-1.00")] + Array(repeating: .discount("-0.01"), count: 15_000), total: "0.00"),
      "15001 lines are more than SmartBill's 400"
    ),
    // Over two rates each discount is two entries.
    (
      .of(
        [.product("500.00"), .product("500.00", vat: "11")]
          + Array(repeating: .discount("-0.02", vat: nil), count: 200), total: "996.00"),
      "402 lines are more than SmartBill's 400"
    ),
    (
      .of(
        [
          .product("999999999999.99", quantity: "1000"), .product("1.00", vat: "11"),
          .discount(percent: "100"),
        ], total: "0.00"),
      "lines[0] comes to more than 1000000000000.00"
    ),
  ]

  @Test func `the largest lines there may be are computed, whatever is taken off them`() {
    let lines = (0..<198).map { index in
      OrderLine.product(
        "999999999999.99", vat: index % 2 == 0 ? "21" : "11", isVATIncluded: false)
    }
    let draft = InvoiceDraft.of(
      lines + [.discount(percent: "99.99"), .discount("-999999999999.99", vat: nil)],
      total: "0.00")
    expectEqual(
      failure { () throws(Failure) in try InvoicePreparation.standard.prepare(draft) }?.code,
      .orderTotalDiffers)
  }

  @Test(arguments: unfit)
  func `an order that SmartBill would refuse is held before anything is sent`(
    draft: InvoiceDraft, detail: String
  ) {
    expectEqual(
      failure { () throws(Failure) in try InvoicePreparation.standard.prepare(draft) },
      Failure(.orderNotInvoiceable, detail: detail))
  }

  @Test func `four hundred lines are taken`() throws {
    let lines = Array(repeating: OrderLine.product("1.00"), count: 400)
    try expectEqual(
      InvoicePreparation.standard.prepare(.of(lines, total: "400.00")).total, "400.00")
  }
}
