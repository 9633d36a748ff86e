import Domain
import Testing

@Suite struct InvoiceReferenceTests {
  func reference(_ order: OrderID, shop: ShopID = "magazin", revision: Int = 0)
    -> InvoiceReference
  {
    InvoiceReference(InvoiceKey(account: "firma", shop: shop, order: order, revision: revision))
  }

  @Test func `it is what stands on the document`() {
    #expect(reference("1001").text == "[PUNTE magazin/1001/0]")
    #expect(reference("A-17 ț", revision: 2).text == "[PUNTE magazin/A%2D17%20%C8%9B/2]")
  }

  @Test func `another kind of document, and each refund, has one of its own`() {
    func reference(_ kind: InvoiceKey.Kind, item: String = "") -> String {
      InvoiceReference(
        InvoiceKey(
          account: "firma", shop: "magazin", order: "1001", kind: kind, item: item, revision: 0)
      ).text
    }
    #expect(reference(.proforma) == "[PUNTE magazin/1001/proforma/0]")
    #expect(reference(.refund, item: "R/7") == "[PUNTE magazin/1001/refund/R%2F7/0]")
  }

  @Test func `it is found however the text is wrapped`() {
    let texts = [
      "Comanda 1001. Ref. [PUNTE magazin/1001/0]", "Ref. [PUNTE\nmagazin/10\n  01/0]\u{c}",
      "[PUN TE magazin/1001/0]", "a [ [PUNTE magazin/1001/0] b",
    ]
    for text in texts { #expect(InvoiceReference.all(in: text) == [reference("1001")], "\(text)") }
  }

  @Test func `all are found, and nothing else`() {
    let text = "[PUNTE magazin/1/0] [PUNTE magazin/1/1] [PUNTE magazin/1 [x] PUNTE magazin/2/0"
    #expect(
      InvoiceReference.all(in: text).isSuperset(of: [
        reference("1"), reference("1", revision: 1),
      ]))
    #expect(!InvoiceReference.all(in: text).contains(reference("2")))
    #expect(InvoiceReference.all(in: "").isEmpty)
    #expect(InvoiceReference.all(in: "[PUNTE magazin/1/0").isEmpty)
  }

  @Test func `none is read out of another's, whatever the ids hold`() {
    let orders: [OrderID] = ["1", "1/1", "1/0]", "11", "1-1", "1%2F1", "1 1", "1.1", "[PUNTE 1/0]"]
    let references = orders.flatMap { order in (0...1).map { reference(order, revision: $0) } }
    #expect(Set(references).count == references.count)
    for reference in references {
      #expect(InvoiceReference.all(in: "Ref. \(reference).") == [reference])
    }
  }
}
