import Domain
import TestKit
import Testing

@Suite struct InvoiceMailTests {
  @Test(arguments: [
    ("a@b.ro", "a@b.ro"), (" a@b.ro , c.d+e@f-g.example ", "a@b.ro,c.d+e@f-g.example"),
    ("O'Neil_x@mail.firma.example", "O'Neil_x@mail.firma.example"),
  ])
  func `addresses are read between commas`(text: String, kept: String) {
    expectEqual(MailAddresses(text)?.text, kept)
  }

  @Test(arguments: [
    "", ",", "a@b.ro,", "a", "@b.ro", "a@", "a@b", "a@b@c.ro", "a b@c.ro", "a@b .ro", "a@.ro",
    "a@b..ro", "a@-b.ro", "a@b-.ro", "Ana <a@b.ro>", "a@b.ro;c@d.ro", "a@b.ro\r\nBcc: c@d.ro",
    "a@b.ro\n", "ă@b.ro", "a@bă.ro", "a\u{0}@b.ro",
    String(repeating: "a", count: 65) + "@b.ro",
    "a@" + String(repeating: "b", count: 250) + ".ro",
    Array(repeating: "a@b.ro", count: 11).joined(separator: ","),
    String(repeating: "a@b.ro,", count: 100_000),
  ])
  func `what is no list of addresses is refused`(text: String) {
    #expect(MailAddresses(text) == nil)
  }

  @Test func `a subject is one line, and a text may have several`() {
    expectEqual(MailSubject("Factura dumneavoastră")?.text, "Factura dumneavoastră")
    expectEqual(MailText("Bună,\r\n\tziua")?.text, "Bună,\r\n\tziua")
    for bad in ["", "a\nBcc: b@c.ro", "a\rb", "a\u{2028}b", "a\u{7F}"] {
      #expect(MailSubject(bad) == nil, "\(bad)")
    }
    #expect(MailText("") == nil && MailText("a\u{0}") == nil && MailText("a\u{1B}[2J") == nil)
    #expect(MailSubject(String(repeating: "a", count: 200)) != nil)
    #expect(MailSubject(String(repeating: "a", count: 201)) == nil)
    #expect(MailText(String(repeating: "a", count: 10_000)) != nil)
    #expect(MailText(String(repeating: "a", count: 10_001)) == nil)
  }
}
