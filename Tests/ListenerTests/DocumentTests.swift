import Domain
import Foundation
import Listener
import Signatures
import TestKit
import Testing

/// `GET /documents/{token}`.
@Suite struct DocumentTests {
  private static let pdf = "%PDF-1.7 0123456789"
  private static let secretText = "a secret of more than 32 characters"
  private static let tag = "\"\(MessageDigest.sha256Text(Array(pdf.utf8)).prefix(32))\""

  private func secret(_ text: String = secretText) throws -> Secret {
    try Secret(bytes: Array(text.utf8))
  }

  private func token(
    for invoice: Invoice = .sample(), valid: Int64 = 60, secret text: String = secretText
  ) throws -> String {
    let link = DocumentLink(
      invoice: invoice.id, mark: try #require(DocumentMark(invoice)),
      expiresAtSeconds: RunningListener.now.seconds + valid)
    return DocumentLinkSigner(secret: try secret(text)).token(for: link)
  }

  private struct Stage: Sendable {
    let listener: RunningListener
    let source: ScriptedDocuments
    let log: CapturedLog

    func get(
      _ token: String, _ method: String = "GET", _ headers: (String, String)...
    ) async throws -> RawAnswer {
      var request = Request(method: method, path: "/documents/\(token)")
      for (name, value) in headers { request = request.with(name, value) }
      // A HEAD's answer has no body, whatever length it names.
      return method == "HEAD"
        ? try await listener.headAnswer(to: request) : try await listener.answer(to: request)
    }
  }

  private func withDocuments(
    of ledger: [Invoice] = [.sample()], hasLinks: Bool = true,
    limits: ListenerLimits = .patient(),
    script: @escaping ScriptedDocuments.Script = { _ in .printed(Array(pdf.utf8)) },
    _ test: @Sendable (Stage) async throws -> Void
  ) async throws {
    let source = ScriptedDocuments(script)
    let desk = DocumentDesk(source: source) { (id) async throws(StoreError) in
      if id == 500 { throw .unavailable("disk full") }
      return ledger.first { $0.id == id }
    }
    let log = CapturedLog()
    try await withListener(
      documents: desk, links: hasLinks ? DocumentLinkVerifier(secrets: [try secret()]) : nil,
      limits: limits, logger: log.logger
    ) { listener async throws in
      try await test(Stage(listener: listener, source: source, log: log))
    }
  }

  // MARK: The document

  @Test func `a link opens the PDF, with the headers that it needs`() async throws {
    try await withDocuments { stage async throws in
      let answer = try await stage.get(token())
      expectEqual(answer.status, 200)
      expectEqual(answer.body, Self.pdf)
      for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-disposition", #"inline; filename="FCT-0042.pdf""#),
        ("content-length", "\(Self.pdf.utf8.count)"), ("cache-control", "private, no-cache"),
        ("etag", Self.tag), ("accept-ranges", "bytes"), ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex, nofollow, noarchive"),
      ] {
        expectEqual(answer.headers[name], value, "\(name)")
      }
    }
  }

  @Test func `HEAD answers the same without the body, and other methods are refused`()
    async throws
  {
    try await withDocuments { stage async throws in
      let get = try await stage.get(token())
      let head = try await stage.get(token(), "HEAD")
      #expect(head.status == 200 && head.body.isEmpty)
      for name in ["content-type", "content-length", "etag", "cache-control"] {
        expectEqual(head.headers[name], get.headers[name], "\(name)")
      }
      for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = try await stage.get(token(), method)
        #expect(answer.status == 405 && answer.headers["allow"] == "GET, HEAD")
      }
      expectEqual(stage.source.fetchCount, 2)
    }
  }

  @Test func `a file's name holds plain characters only`() async throws {
    let invoice = Invoice.sample(series: "F\"C; ș\r\n../")
    try await withDocuments(of: [invoice]) { stage async throws in
      let answer = try await stage.get(token(for: invoice))
      #expect(
        answer.headers["content-disposition"] == #"inline; filename="F_C___________-0042.pdf""#
          || answer.headers["content-disposition"]?.wholeMatch(
            of: /inline; filename="[A-Za-z0-9_-]+\.pdf"/) != nil
      )
    }
  }

  @Test func `a reader that has it already is told so`() async throws {
    try await withDocuments { stage async throws in
      for tags in [Self.tag, "W/\(Self.tag)", "\"other\", \(Self.tag)", "*"] {
        let answer = try await stage.get(token(), "GET", ("If-None-Match", tags))
        #expect(answer.status == 304 && answer.body.isEmpty, "\(tags)")
        expectEqual(answer.headers["etag"], Self.tag)
        expectEqual(answer.headers["cache-control"], "private, no-cache")
      }
      for tags in ["\"other\"", "", Self.tag.replacing("\"", with: "")] {
        try await expectEqual(stage.get(token(), "GET", ("If-None-Match", tags)).status, 200)
      }
    }
  }

  @Test(arguments: [
    ("bytes=0-4", "%PDF-", "bytes 0-4/19"), ("bytes=5-", "1.7 0123456789", "bytes 5-18/19"),
    ("bytes=-4", "6789", "bytes 15-18/19"), ("bytes=-999", pdf, "bytes 0-18/19"),
    ("bytes=17-999", "89", "bytes 17-18/19"), ("BYTES=18-18", "9", "bytes 18-18/19"),
    ("bytes=0-99999999999999999999999", pdf, "bytes 0-18/19"),
  ])
  func `a part is sent alone`(range: String, body: String, header: String) async throws {
    try await withDocuments { stage async throws in
      let answer = try await stage.get(token(), "GET", ("Range", range))
      expectEqual(answer.status, 206)
      expectEqual(answer.body, body)
      expectEqual(answer.headers["content-range"], header)
      expectEqual(answer.headers["content-length"], "\(body.utf8.count)")
      expectEqual(answer.headers["content-type"], "application/pdf")
    }
  }

  @Test(arguments: ["bytes=19-", "bytes=19-20", "bytes=-0", "bytes=99999999999999999999-"])
  func `a part beyond the end is refused with the length`(range: String) async throws {
    try await withDocuments { stage async throws in
      let answer = try await stage.get(token(), "GET", ("Range", range))
      #expect(answer.status == 416 && answer.body.isEmpty)
      expectEqual(answer.headers["content-range"], "bytes */19")
    }
  }

  @Test(arguments: [
    "bytes=0-1,4-5", "bytes=4-1", "bytes=", "bytes=-", "bytes=a-b", "bytes=1", "items=0-1",
    "0-1", "bytes=+1-2", "bytes=0x1-2",
  ])
  func `what is no single range of bytes gets the whole`(range: String) async throws {
    try await withDocuments { stage async throws in
      let answer = try await stage.get(token(), "GET", ("Range", range))
      #expect(answer.status == 200 && answer.body == Self.pdf)
    }
  }

  @Test func `a part is of the document that the reader began, or the whole is sent`()
    async throws
  {
    try await withDocuments { stage async throws in
      func status(_ tag: String) async throws -> Int {
        try await stage.get(token(), "GET", ("Range", "bytes=0-1"), ("If-Range", tag)).status
      }
      try await expectEqual(status(Self.tag), 206)
      try await expectEqual(status("\"other\""), 200)
      try await expectEqual(status("W/" + Self.tag), 200)
      try await expectEqual(status("Sun, 06 Nov 1994 08:49:37 GMT"), 200)
    }
  }

  // MARK: The pages

  private func expectPage(
    _ answer: RawAnswer, _ status: Int, _ title: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectEqual(answer.status, status, sourceLocation: sourceLocation)
    #expect(answer.body.contains("<h1>\(title)</h1>"), sourceLocation: sourceLocation)
    #expect(answer.body.contains(#"<html lang="ro">"#), sourceLocation: sourceLocation)
    #expect(answer.body.contains(#"<p lang="en">"#), sourceLocation: sourceLocation)
    #expect(!answer.body.contains("<script"), sourceLocation: sourceLocation)
    for (name, value) in [
      ("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store"),
      ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
      ("x-robots-tag", "noindex, nofollow, noarchive"),
    ] {
      expectEqual(answer.headers[name], value, "\(name)", sourceLocation: sourceLocation)
    }
    expectEqual(
      answer.headers["content-security-policy"]?.hasPrefix("default-src 'none'; "), true,
      sourceLocation: sourceLocation)
  }

  @Test func `a link that expired says so, to the second`() async throws {
    try await withDocuments { stage async throws in
      expectPage(try await stage.get(token(valid: 0)), 410, "Linkul a expirat")
      expectPage(try await stage.get(token(valid: -1_000_000)), 410, "Linkul a expirat")
      try await expectEqual(stage.get(token(valid: 1)).status, 200)
      expectEqual(stage.source.fetchCount, 1)
    }
  }

  @Test func `all that isn't signed by us gets one answer, whatever it asks for`() async throws {
    try await withDocuments { stage async throws in
      let genuine = try token()
      let unknown = Invoice.sample(99)
      let pages = try await [
        stage.get(String(genuine.dropLast()) + "_"), stage.get(String(genuine.dropLast())),
        stage.get(genuine + "="), stage.get("x"), stage.get("%00"), stage.get(".."),
        stage.get(token(secret: "another one of more than 32 characters")),
        stage.get(token(valid: -5, secret: "another one of more than 32 characters")),
        stage.get(token(for: unknown, secret: "another one of more than 32 characters")),
        stage.get(String(repeating: "A", count: 76)),
        stage.get(String(repeating: "A", count: 4000)),
      ]
      expectPage(pages[0], 403, "Linkul nu este bun")
      for page in pages { expectEqual(page.undated, pages[0].undated) }
      expectEqual(stage.source.fetchCount, 0)
    }
  }

  @Test func `a link of an invoice that isn't here, or of another database's, says so`()
    async throws
  {
    let ledger = [
      Invoice.sample(), .sample(18, .planned, number: nil), .sample(19, .abandoned),
    ]
    try await withDocuments(of: ledger) { stage async throws in
      for invoice in [
        Invoice.sample(99), .sample(18), .sample(19), .sample(17, order: "1002"),
        .sample(17, number: "0043"),
      ] {
        let answer = try await stage.get(token(for: invoice))
        expectPage(answer, 404, "Factura nu există")
      }
      expectEqual(stage.source.fetchCount, 0)
    }
  }

  @Test func `what can't be fetched now is said with the time to come back`() async throws {
    let until = RunningListener.now + .milliseconds(29_001)
    try await withDocuments(script: { _ in
      .unavailable(Failure(.documentUnavailable, detail: "HTTP 502"), until: until)
    }) { stage async throws in
      let answer = try await stage.get(token())
      expectPage(answer, 503, "Factura nu poate fi arătată acum")
      expectEqual(answer.headers["retry-after"], "30")
      #expect(!answer.body.contains("502"))
    }
  }

  @Test func `a ledger that can't be read is said as well`() async throws {
    try await withDocuments { stage async throws in
      let answer = try await stage.get(token(for: .sample(500)))
      expectPage(answer, 503, "Factura nu poate fi arătată acum")
      #expect(answer.headers["retry-after"] != nil)
      expectEqual(stage.log.lines.count, 1)
    }
  }

  @Test func `without links in the settings there is a page that says so`() async throws {
    try await withDocuments(hasLinks: false) { stage async throws in
      expectPage(try await stage.get(token()), 404, "Aici nu se pot vedea facturi")
      expectEqual(stage.source.fetchCount, 0)
    }
  }

  @Test func `an address that has more or less than a token is none`() async throws {
    try await withDocuments { stage async throws in
      for path in ["", "\(try token())//", "a/b"] {
        try await expectEqual(stage.get(path).status, 404)
      }
      try await expectEqual(stage.get("\(try token())?x=1").status, 200)
      try await expectEqual(stage.get("\(try token())/").status, 200)
    }
  }

  // MARK: Limits

  @Test func `a large document comes whole`() async throws {
    let large = "%PDF-" + String(repeating: "0123456789abcdef", count: 1 << 16)
    try await withDocuments(script: { _ in .printed(Array(large.utf8)) }) { stage async throws in
      try await expectEqual(stage.get(token()).body, large)
      let part = try await stage.get(token(), "GET", ("Range", "bytes=100000-900000"))
      #expect(part.body == large.dropFirst(100_000).prefix(800_001))
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `who reads too slowly is let go, and what was held for them is given back`() async throws {
    var limits = ListenerLimits.patient()
    limits.answerDuration = .seconds(3)
    // More than the sockets' own buffers take, and room for two.
    let large = Array("%PDF-".utf8) + [UInt8](repeating: 0x20, count: 16 << 20)
    limits.allDocumentsBytesMax = 2 * large.count
    try await withDocuments(limits: limits, script: { _ in .printed(large) }) {
      stage async throws in
      // On a loaded machine the first may be let go before the next has come.
      var stalled: [RawConnection] = []
      let crowded = try await Polling.value("they hold all that may be held") {
        for _ in 0..<2 {
          let connection = try RawConnection(port: stage.listener.port)
          try await connection.send(Request(method: "GET", path: "/documents/\(token())").bytes)
          stalled.append(connection)
        }
        let answer = try await stage.get(token(), "HEAD")
        return answer.status == 503 ? answer : nil
      }
      #expect(crowded.headers["retry-after"] != nil)
      try await Polling.until("it is given back") {
        try await stage.get(token(), "HEAD").status == 200
      }
      withExtendedLifetime(stalled) {}
    }
  }

  @Test func `neither a token nor a customer's invoice is in the log`() async throws {
    try await withDocuments(of: []) { stage async throws in
      let token = try token()
      _ = try await stage.get(token)
      _ = try await stage.get(String(token.dropLast()))
      _ = try await stage.get(self.token(for: .sample(500)))
      #expect(stage.log.lines.allSatisfy { !$0.contains(token.prefix(20)) })
    }
  }
}
