import Domain
import Signatures
import TestKit
import Testing

@testable import Shops

@Suite struct DocumentLinksTests {
  private let day = Duration.seconds(86_400)

  private func secret() throws -> Secret {
    try Secret(bytes: Array("a secret of more than 32 characters".utf8))
  }

  private func links() throws -> DocumentLinks {
    DocumentLinks(
      baseURL: "https://punte.example", signer: DocumentLinkSigner(secret: try secret()),
      valid: day)
  }

  private func link(in url: String?) throws -> DocumentLink? {
    let prefix = "https://punte.example/documents/"
    let token = try #require(url?.hasPrefix(prefix) == true ? url?.dropFirst(prefix.count) : nil)
    let verdict = DocumentLinkVerifier(secrets: [try secret()])
      .judge(String(token), nowSeconds: 0)
    guard case .genuine(let link) = verdict else { return nil }
    return link
  }

  @Test func `the link of a fact opens its invoice, and expires by the fact's time`() throws {
    let notice = StoredNotice.sample(.issued(.sample, revision: 0))
    let link = try #require(try link(in: try links().url(of: notice)))
    expectEqual(link.invoice, 17)
    expectEqual(link.mark, DocumentMark(.sample()))
    expectEqual(link.expiresAtSeconds, (notice.createdAt + day).seconds)
  }

  @Test func `a fact's body holds the same link at each attempt`() throws {
    let notice = StoredNotice.sample(.issued(.sample, revision: 0))
    let bodies = try (0..<10).map { _ in
      try CallbackBody(notice, documentURL: try links().url(of: notice)).bytes
    }
    expectEqual(Set(bodies).count, 1)
    let text = String(decoding: bodies[0], as: UTF8.self)
    #expect(text.contains(#""document_url":"https://punte.example/documents/"#))
  }

  @Test func `a fact about no document has no link`() throws {
    #expect(try links().url(of: .sample(.cancelled(nil, revision: 0))) == nil)
    let failed = Notice.Content.failed(.issue, Failure(.smartBillRefused))
    #expect(try links().url(of: .sample(failed)) == nil)
  }

  @Test func `a fresh link is valid from now on`() throws {
    let later = Timestamp.noon + .seconds(1_000_000)
    let link = try #require(try link(in: try links().url(of: .sample(), at: later)))
    expectEqual(link.expiresAtSeconds, (later + day).seconds)
    #expect(try links().url(of: .sample(17, .planned), at: later) == nil)
  }
}
