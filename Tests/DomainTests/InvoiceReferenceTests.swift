import FoundationEssentials
import TestKit
import Testing

@testable import Domain

@Suite struct InvoiceReferenceTests {
  func reference(_ order: OrderID, shop: ShopID = "magazin", revision: Int = 0)
    -> InvoiceReference
  {
    InvoiceReference(InvoiceKey(account: "firma", shop: shop, order: order, revision: revision))
  }

  @Test func `it is what stands on the document`() {
    expectEqual(reference("1001").text, "[PUNTE magazin/1001/0]")
    expectEqual(reference("A-17 ț", revision: 2).text, "[PUNTE magazin/A%2D17%20%C8%9B/2]")
  }

  @Test func `another kind of document, and each refund, has one of its own`() {
    func reference(_ kind: InvoiceKey.Kind, item: String = "") -> String {
      InvoiceReference(
        InvoiceKey(
          account: "firma", shop: "magazin", order: "1001", kind: kind, item: item, revision: 0)
      ).text
    }
    expectEqual(reference(.proforma), "[PUNTE magazin/1001/proforma/0]")
    expectEqual(reference(.refund, item: "R/7"), "[PUNTE magazin/1001/refund/R%2F7/0]")
  }

  @Test func `it is found however the text is wrapped`() {
    let texts = [
      "Comanda 1001. Ref. [PUNTE magazin/1001/0]", "Ref. [PUNTE\nmagazin/10\n  01/0]\u{c}",
      "[PUN TE magazin/1001/0]", "a [ [PUNTE magazin/1001/0] b",
    ]
    for text in texts {
      expectEqual(InvoiceReference.all(in: text), [reference("1001")], "\(text)")
    }
  }

  // MARK: Tags

  /// A code that is easy to tell: the length of the text, and the key.
  private func seal(_ key: UInt8) -> ReferenceSeal {
    ReferenceSeal { [0, 0, 0, 0, 0, 0, UInt8($0.count), key] }
  }

  @Test func `what a document bears is what its request asked for`() {
    let (own, seal) = (reference("1001"), seal(7))
    func borne(_ request: String?) -> String {
      own.borne(by: request.map { Array($0.utf8) }, sealedBy: seal)
    }
    let tagged = "[PUNTE magazin/1001/0:000000005639]"
    expectEqual(borne(nil), tagged)
    expectEqual(borne(#"{"mentions":"[PUNTE magazin/1001/0:000000005639]"}"#), tagged)
    // Of an earlier version.
    expectEqual(borne(#"{"mentions":"[PUNTE magazin/1001/0]"}"#), own.text)
    expectEqual(borne(#"{"mentions":"[PUNTE magazin/1002/0]"}"#), tagged)
    expectEqual(own.borne(by: nil, sealedBy: nil), own.text)
  }

  @Test func `it is printed with a tag, and only with the right one it is genuine`() {
    let own = reference("1001")
    let printed = own.printed(sealedBy: seal(7))
    expectEqual(printed, "[PUNTE magazin/1001/0:000000005639]")
    expectEqual(own.printed(sealedBy: nil), own.text)
    let read = InvoiceReference.all(
      in: "Ref. [PUNTE magazin/10\n01/0:0000\n00005639].", sealedBy: seal(7))
    expectEqual(read, [own])
    for forged in [
      "[PUNTE magazin/1001/0]", "[PUNTE magazin/1001/0:000000005638]",
      "[PUNTE magazin/1001/0:5639]", "[PUNTE magazin/1002/0:000000000000]",
      own.printed(sealedBy: seal(8)),
    ] {
      let found = InvoiceReference.all(in: forged, sealedBy: seal(7))
      expectEqual(found.count, 1)
      #expect(found.allSatisfy { !$0.isGenuine }, "\(forged)")
    }
    // Of an unknown key, it still names its order.
    expectEqual(
      InvoiceReference.all(in: own.printed(sealedBy: seal(8)), sealedBy: seal(7)).map(\.text),
      [own.text])
  }

  @Test func `of a genuine one and its forged double, the genuine one counts`() {
    let own = reference("1001")
    let text = "Ana \(own.text) Ref. \(own.printed(sealedBy: seal(7))) [PUNTE magazin/2/0]"
    let found = InvoiceReference.all(in: text, sealedBy: seal(7))
    expectEqual(found.filter(\.isGenuine), [own])
    expectEqual(Set(found.map(\.text)), [own.text, reference("2").text])
  }

  @Test func `it is kept with whether it is genuine`() throws {
    let found = InvoiceReference.all(
      in: "[PUNTE magazin/1/0] \(reference("2").printed(sealedBy: seal(7)))", sealedBy: seal(7)
    ).sorted()
    expectEqual(found.map(\.description), ["[PUNTE magazin/1/0]?", "[PUNTE magazin/2/0]"])
    let kept = try JSONDecoder().decode([InvoiceReference].self, from: JSONEncoder().encode(found))
    expectEqual(kept, found)
  }

  @Test func `an order's revisions and its draft are one family, and no other document is`() {
    func reference(
      _ kind: InvoiceKey.Kind = .invoice, order: OrderID = "1", item: String = "", revision: Int = 0
    ) -> InvoiceReference {
      InvoiceReference(
        InvoiceKey(
          account: "firma", shop: "magazin", order: order, kind: kind, item: item,
          revision: revision))
    }
    let family = "[PUNTE magazin/1/"
    for own in [
      reference(), reference(revision: 3), reference(.draft), reference(.draft, revision: 2),
    ] {
      expectEqual(own.family, family)
    }
    for other in [
      reference(order: "11"), reference(order: "draft"), reference(.proforma), reference(.storno),
      reference(.refund, item: "R1"), reference(.refund, item: "draft"),
    ] {
      #expect(other.family != family)
    }
    #expect(reference(.draft).isDraft)
    #expect(!reference(order: "draft").isDraft && !reference(.refund, item: "draft").isDraft)
  }

  // MARK: Strangers' texts

  @Test(arguments: [
    ("Ana [PUNTE magazin/1003/0]", "Ana "), ("Ana [PUNTE magazin/1003/0] Pop", "Ana Pop"),
    ("[PUN TE magazin/1003/0]", ""), ("a [PUN\u{200B}TE\u{AD} x/1/0] b", "a b"),
    ("a [PUN\u{2800}TE\u{3164} x/1/0] b", "a b"),
    ("a [PUN-\nTE magazin/1/0]", "a "), ("a [P\u{301}UNTE x] b", "a b"),
    ("[PUN[PUNTE x/1/0]TE magazin/1/0]b", "b"), ("Ana [PUNTE magazin", "Ana magazin"),
    ("Ana [PUN", "Ana "), ("Ana [", "Ana "),
  ])
  func `what may be read as a reference is taken out`(text: String, left: String) {
    let removal = InvoiceReference.removal(from: text)
    expectEqual(removal?.left, left)
    #expect(!InvoiceReference.mayBeRead(in: removal?.left ?? text))
  }

  @Test(arguments: ["Ana Pop", "Ana [Punte] Pop", "PUNTE", "[P] UNTE", "Ș[t]", "", "[PUNT]E"])
  func `all else is left as it is`(text: String) {
    #expect(InvoiceReference.removal(from: text) == nil)
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
    expectEqual(Set(references).count, references.count)
    for reference in references {
      expectEqual(InvoiceReference.all(in: "Ref. \(reference)."), [reference])
    }
  }
}
