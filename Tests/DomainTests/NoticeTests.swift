import Domain
import TestKit
import Testing

@Suite struct NoticeTests {
  @Test func `a notice of an invoice names it`() {
    let asked = Asking(shop: "magazin", event: "evt_1")
    expectEqual(Invoice.sample(1234).cancelledNotice(asked: asked).invoice, 1234)
    let content = Notice.Content.cancelled(nil, revision: 0)
    for fact in ["event/evt_1/failed", "invoice/x/issued", "invoice//issued", "invoice", ""] {
      #expect(Notice(fact: fact, asked: asked, order: "1001", content: content).invoice == nil)
    }
  }
}
