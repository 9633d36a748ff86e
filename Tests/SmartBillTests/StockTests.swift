import Domain
import FoundationEssentials
import TestKit
import Testing

@testable import SmartBill

/// What is taken from a warehouse, and how SmartBill tells goods apart (`smartbill-api.md` §8).
struct StockTests {
  private static func draft(
    _ products: ProductTerms?, warehouse: String? = "Depozit", code: String? = "CAF-1"
  ) -> InvoiceDraft {
    var draft = InvoiceDraft.of(
      [.product("100.00", code: code), .shipping("31.00"), .discount("-1.00")], total: "130.00")
    draft.terms.products = products
    draft.terms.warehouse = warehouse
    return draft
  }

  private static func wire(_ draft: InvoiceDraft) throws -> JSON {
    try JSON(Data(WireInvoice(draft).body()))
  }

  @Test func `goods are taken from their warehouse, services and discounts not`() throws {
    let wire = try Self.wire(Self.draft(nil))
    expectEqual(wire["useStock"].bool, true)
    expectEqual(wire["products"].array.map { $0["warehouseName"].string }, ["Depozit", nil, nil])
    #expect(wire["products"].array[0]["useSBProductName"].isNull)
    expectEqual(wire["products"].array[1]["isService"].bool, true)
    let none = try Self.wire(Self.draft(nil, warehouse: nil))
    expectEqual(none["useStock"].bool, false)
    #expect(none["products"].array.allSatisfy { $0["warehouseName"].isNull })
  }

  @Test func `SmartBill's name is printed with the shop's title below it`() throws {
    let products = ProductTerms(identifiedBy: .code, printedName: .smartBill)
    let wire = try Self.wire(Self.draft(products))
    let lines = wire["products"].array
    expectEqual(lines[0]["useSBProductName"].bool, true)
    expectEqual(lines[0]["productDescription"].string, "Cafea boabe 1 kg")
    #expect(lines[1]["useSBProductName"].isNull && lines[2]["useSBProductName"].isNull)
  }

  @Test func `goods without a code are held where codes tell them apart`() {
    let printing = ProductTerms(identifiedBy: .code, printedName: .smartBill)
    let held = [
      Self.draft(nil, code: " "), Self.draft(printing, warehouse: nil, code: nil),
    ].map { draft in failure { () throws(Failure) in try WireInvoice(draft) } }
    expectEqual(held.map(\.?.code), [.productCodeMissing, .productCodeMissing])
    expectEqual(held.first??.detail, "lines[0] has no code")
    let title = ProductTerms(identifiedBy: .title, printedName: .smartBill)
    for draft in [Self.draft(title, code: nil), Self.draft(nil, warehouse: nil, code: nil)] {
      #expect(failure { () throws(Failure) in try WireInvoice(draft) } == nil)
    }
  }

  @Test(arguments: [
    ("Modulul stoc nu este activ!", FailureCode.stockModuleOff),
    ("Gestiunea predatoare nu este setata pentru produsul X.", .warehouseUnknown),
    ("Gestiunea predatoare D a produsului X nu a fost gasita.", .warehouseUnknown),
    ("Gestiunea predatoare este invalida!", .warehouseUnknown),
    (
      "Nu ai facut nicio achizitie pentru produsul X.<br/>Incarca mai intai stoc",
      .stockNeverPurchased
    ),
    (
      "Cantitate stoc insuficienta la <b>Factura x</b> pentru produsul <b>X</b>", .stockInsufficient
    ),
    ("Exista deja pe stoc un produs cu numele X si codul Y.", .productCodeDiffers),
    (
      "Unitatea de masura BUC a produsului X nu are factor de conversie setat."
        + #"<div id="moreErrorDetails" style="display:none">ajutor</div>"#, .stockUnitDiffers
    ),
    (
      "Nu poti adauga documente cu tranzactii pe stoc la data anterioara datei importului de stoc "
        + "initial.", .stockNotYet
    ),
    ("Produsul X nu are codul specificat.", .productCodeMissing),
    ("Client invalid!", .smartBillRefused),
  ])
  func `a refusal of the stock says what to do`(text: String, code: FailureCode) throws {
    let body = try JSONEncoder().encode(["errorText": text])
    for status in [200, 400] {
      let reading = CreateAnswer(draft: .simple, block: .seconds(600))
        .reading(of: .answered(status: status, body: Array(body)), at: .noon)
      guard case .refused(let failure) = reading else {
        Issue.record("\(reading)")
        continue
      }
      expectEqual(failure.code, code)
    }
  }

  @Test func `the stock's names are read, and what isn't a list is no stock`() {
    func reading(_ status: Int, _ body: String) -> StockedNames {
      StockedNamesAnswer(warehouse: "D", block: .seconds(600)).reading(
        of: .answered(status: status, body: Array(body.utf8)), at: .noon)
    }
    func list(_ quantity: String) -> String {
      let product = #"{"productName":"Mere","quantity":\#(quantity)}"#
      return #"{"errorText":"","list":[{"warehouse":{},"products":[\#(product)]}]}"#
    }
    expectEqual(reading(200, list("2")), .known(["Mere"]))
    expectEqual(reading(200, #"{"stocks":\#(list("2"))}"#), .known(["Mere"]))
    expectEqual(reading(200, #"{"list":[]}"#), .known([]))
    expectEqual(reading(200, list("null")), .known(["Mere"]))
    let unknown = "Gestiunea D nu a fost gasita pe server."
    expectEqual(
      reading(400, #"{"errorText":"\#(unknown)"}"#),
      .refused(Failure(.warehouseUnknown, detail: unknown)))
    guard case .unavailable = reading(502, "<html>"), case .unavailable = reading(200, "") else {
      Issue.record("an outage is no stock")
      return
    }
  }
}
