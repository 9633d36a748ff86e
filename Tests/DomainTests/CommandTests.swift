import FoundationEssentials
import TestKit
import Testing

@testable import Domain

struct CommandTests {
  @Test func `an order that an earlier version stored is issued without terms`() throws {
    let asked = Asking(shop: "magazin", event: "e")
    let issue = Command.IssueInvoice(
      asked: asked, cause: .request, account: "firma", series: .sample, order: .sample())
    var text = String(decoding: try JSONEncoder().encode(issue), as: UTF8.self)
    #expect(text.contains(#""terms":{}"#))
    for terms in [#","terms":{}"#, #""terms":{},"#] { text = text.replacing(terms, with: "") }
    #expect(!text.contains("terms"))
    try expectEqual(JSONDecoder().decode(Command.IssueInvoice.self, from: Data(text.utf8)), issue)
  }
}
