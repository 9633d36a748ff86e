import Foundation
import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopPageTests {
  let start = ShopTime(ms: 1_795_000_000_000)

  @Test func `whatever comes from outside is escaped, everywhere`() throws {
    let evil = #"<script>alert("1")</script>'&"#
    var draft = ShopSample.mixed.draft
    draft.id = evil
    draft.number = evil
    draft.currency = evil
    draft.placedAt = evil
    draft.customer.name = evil
    draft.customer.city = evil
    draft.lines[0].name = evil
    draft.lines[0].code = evil
    draft.lines[0].unit = evil
    draft.payment?.method = evil
    var state = ShopState(samples: [], at: start)
    var record = try state.place(draft, at: start)
    let words = ShopFailure.Words(ro: evil, en: evil)
    record.failure = ShopFailure(
      operation: .cancel, code: evil, reason: words, remedy: words, detail: evil)
    record.delay = record.failure
    record.invoice = ShopInvoice(
      series: evil, number: evil, total: evil, currency: evil, issuedOn: evil,
      viewURL: "https://x.example/" + evil, state: .issued)
    for html in [
      ShopOrderPage.page(record, sent: [], seriesHint: evil).html,
      ShopOrderListPage.page([record]).html,
    ] {
      #expect(!html.contains("<script>"))
      #expect(!html.contains("alert(\""))
      #expect(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"))
    }
  }

  @Test(arguments: [nil, "javascript:alert(1)", "data:text/html,x", "/relative", ""])
  func `only an address of the web is linked to`(_ address: String?) {
    #expect(ShopLink.web(address) == nil)
  }

  @Test func `the button opens Punte's link, and SmartBill's page where there is none`() throws {
    var record = try #require(ShopState(at: start).record(of: "1001"))
    record.invoice = ShopInvoice(
      series: "FCT", number: "0042", viewURL: "https://smartbill.example/v", state: .issued)
    #expect(panel(record).contains(#"href="https://smartbill.example/v""#))
    record.invoice?.documentURL = "https://punte.example/documents/x"
    #expect(panel(record).contains(#"href="https://punte.example/documents/x""#))
    #expect(!panel(record).contains("smartbill.example"))
  }

  @Test func `an order's address holds any id`() {
    let id = "A/7 ș?%#"
    expectEqual(ShopLink.order(id), "/orders/A%2F7%20%C8%99%3F%25%23")
    expectEqual(ShopLink.decoded(ShopLink.encoded(id)), id)
    #expect(ShopLink.decoded("%C8") == nil)
    #expect(ShopLink.decoded("%zz") == nil)
  }

  @Test func `the panel holds the buttons, by the ids that browser tests use`() throws {
    var state = ShopState(at: start)
    func ids() throws -> [String] {
      let html = panel(try #require(state.record(of: "1001")))
      return ["send-to-erp", "view-invoice", "cancel-invoice", "invoice-number", "failure"]
        .filter { html.contains("id=\"\($0)\"") }
    }
    try expectEqual(ids(), [])
    try state.change("1001", to: .confirmed, webhookID: "a", at: start)
    try expectEqual(ids(), ["send-to-erp"])
    state.hear("1", .failed, of: "1001", sequence: 1, at: start)
    try expectEqual(ids(), ["send-to-erp", "failure"])
    state.hear("2", .issued, of: "1001", sequence: 2, at: start)
    try expectEqual(ids(), ["view-invoice", "cancel-invoice", "invoice-number"])
    try state.ask(.cancel, for: "1001", webhookID: "b", at: start)
    try expectEqual(ids(), ["view-invoice", "invoice-number"])
    #expect(panel(try #require(state.record(of: "1001"))).contains("Se anulează factura…"))
  }

  @Test func `only what our own pages send may change anything`() {
    func isOurs(_ site: String?, _ origin: String?) -> Bool {
      ShopOriginGuard.isOurs(fetchSite: site, origin: origin, host: "127.0.0.1:80")
    }
    #expect(isOurs(nil, nil))
    #expect(isOurs("same-origin", "http://127.0.0.1:80"))
    #expect(isOurs("none", nil))
    #expect(!isOurs("cross-site", nil))
    #expect(!isOurs("same-site", nil))
    #expect(!isOurs(nil, "http://evil.example"))
    #expect(!isOurs(nil, "null"))
  }

  private func panel(_ record: ShopOrderRecord) -> String {
    ShopInvoicePanel(record: record, sent: [], seriesHint: nil).markup.html
  }
}
