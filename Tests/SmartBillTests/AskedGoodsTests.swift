import Domain
import Testing

@testable import SmartBill

@Suite struct AskedGoodsTests {
  @Test func `a create call's body tells the goods that it asked for, and nothing else`() throws {
    let draft = InvoiceDraft.of(
      [.product("60.50", named: "Cafea"), .shipping("10.00"), .discount("-0.50")], total: "70.00")
    let body = try InvoicePreparation.standard.prepare(draft).body
    #expect(AskedGoods(body)?.names == ["Cafea"])
  }

  @Test(arguments: ["", "{}", #"{"useEstimateDetails":true}"#, #"{"products":[{}]}"#])
  func `other bytes tell none`(body: String) {
    #expect(AskedGoods(Array(body.utf8))?.names == nil)
  }
}
