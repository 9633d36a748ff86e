import Domain
import Foundation
import TestKit
import Testing
import Transport

@testable import SmartBill

@Suite struct SmartBillClientTests {
  private let yes = SendPermit { true }
  private let series = Series(cif: "RO12345674", name: "FCT")

  private func account(at server: RawServer) -> SmartBillAccount {
    SmartBillAccount(
      id: "firma", email: "office@firma.example", token: SmartBillToken("003|abc\n"),
      cif: "RO12345674", baseURL: server.url,
      timeouts: Timeouts(create: .seconds(10), other: .seconds(10)))
  }

  private func client(
    of server: RawServer, time: any TimeSource = SteppedTime(), hasHistory: Bool = false,
    blocked: [AccountID: Timestamp] = [:], change: (inout SmartBillAccount) -> Void = { _ in }
  ) -> SmartBillClient {
    var account = account(at: server)
    change(&account)
    return SmartBillClient(
      accounts: [account], transport: HTTPTransport(), time: time, hasHistory: hasHistory,
      blockedAccounts: blocked)
  }

  private func fields(_ head: String) -> [String] {
    head.split(separator: "\r\n").dropFirst().map { $0.lowercased() }
  }

  @Test func `a prepared draft is posted once and read as issued`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(body: #"{"errorText":"","number":"0042","series":"FCT"}"#))
    }
    let client = client(of: server)
    let prepared = try client.prepare(.simple, for: "firma")
    await expectEqual(client.turn(for: "firma"), .granted)
    let answer = await client.create(prepared.body, for: "firma", permit: yes)

    let request = try #require(server.received.first)
    expectEqual(server.received.count, 1)
    expectEqual(request.line, "POST /SBORO/api/invoice/v2 HTTP/1.1")
    expectEqual(request.body, prepared.body)
    let credentials = Data("office@firma.example:003|abc".utf8).base64EncodedString()
    #expect(request.head.contains("Basic \(credentials)"))
    #expect(fields(request.head).contains("content-type: application/json"))
    #expect(fields(request.head).contains("accept: application/json"))

    let reading = client.reading(of: answer, draft: .simple, at: .noon)
    guard case .issued(let document) = reading else {
      Issue.record("\(reading)")
      return
    }
    expectEqual(document.number, InvoiceNumber(series: "FCT", text: "0042"))
    expectEqual(document.total, "131.00")
  }

  @Test func `each create has its own connection`() async throws {
    let server = try RawServer { _, _ in .answer(.http(body: "{}")) }
    let client = client(of: server)
    for _ in 0..<3 { _ = await client.create([], for: "firma", permit: yes) }
    expectEqual(server.connectionCount, 3)
  }

  @Test func `without a permit nothing is sent, and no place is used up`() async throws {
    let server = try RawServer { _, _ in .close }
    let time = SteppedTime()
    let client = client(of: server, time: time)
    for _ in 0..<40 {
      await expectEqual(client.turn(for: "firma"), .granted)
      let answer = await client.create([1], for: "firma", permit: SendPermit { false })
      guard case .notSent = answer else {
        Issue.record("\(answer)")
        return
      }
    }
    #expect(server.received.isEmpty)
    expectEqual(time.now(), .noon)
  }

  @Test func `while an obstacle is in the way, nothing that changes anything is sent`() async throws
  {
    let server = try RawServer { _, _ in .answer(.http(body: "{}")) }
    let client = SmartBillClient(
      accounts: [account(at: server)], transport: HTTPTransport(), time: SteppedTime(),
      hasHistory: false, obstacle: { "the database was moved" })
    let (number, cif) = (InvoiceNumber(series: "FCT", value: 1), "RO12345674")
    let payment: [UInt8] = [1]
    for answer in [
      await client.create([1], for: "firma", permit: yes),
      await client.reverse([1], for: "firma", permit: yes),
      await client.createProforma([1], for: "firma", permit: yes),
      await client.record(payment, for: "firma", permit: yes),
    ] {
      expectEqual(answer, .notSent("the database was moved"))
    }
    _ = await client.cancel(number, of: cif, for: "firma", permit: yes, at: .noon)
    _ = await client.restore(number, of: cif, for: "firma", permit: yes, at: .noon)
    _ = await client.cancelProforma(number, of: cif, for: "firma", permit: yes, at: .noon)
    _ = await client.email(
      number, of: cif, as: InvoiceMail(), for: "firma", permit: yes, at: .noon)
    #expect(server.received.isEmpty)
    // What only asks goes on.
    _ = await client.document(number, of: cif, for: "firma", at: .noon)
    expectEqual(server.received.count, 1)
  }

  @Test func `a connection that ends without an answer leaves the invoice in doubt`() async throws {
    let server = try RawServer { _, _ in .close }
    let client = client(of: server)
    let answer = await client.create([1], for: "firma", permit: yes)
    guard case .inDoubt = client.reading(of: answer, draft: .simple, at: .noon) else {
      Issue.record("\(answer)")
      return
    }
    expectEqual(server.received.count, 1)
  }

  @Test func `of an answer that is cut short, what came is kept`() async throws {
    let part = #"{"number":"0042","#
    let server = try RawServer { _, _ in
      .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n\(part)")
    }
    let client = client(of: server)
    let answer = await client.create([1], for: "firma", permit: yes)
    guard case .unclear(_, let partialBody) = answer else {
      Issue.record("\(answer)")
      return
    }
    expectEqual(partialBody, Array(part.utf8))
    guard case .inDoubt = client.reading(of: answer, draft: .simple, at: .noon) else {
      Issue.record("\(answer)")
      return
    }
  }

  @Test func `an answer that comes too late leaves the invoice in doubt`() async throws {
    let server = try RawServer { _, _ in .silence }
    let client = client(of: server) { $0.timeouts.create = .milliseconds(300) }
    let answer = await client.create([1], for: "firma", permit: yes)
    guard case .unclear = answer else {
      Issue.record("\(answer)")
      return
    }
    server.stop()
  }

  @Test func `a create that was sent is waited for, cancelled or not`() async throws {
    let isSent = DispatchSemaphore(value: 0)
    let mayAnswer = DispatchSemaphore(value: 0)
    let server = try RawServer { _, _ in
      isSent.signal()
      mayAnswer.wait()
      return .answer(.http(body: #"{"number":"0042"}"#))
    }
    let client = client(of: server)
    let answer = await withTaskGroup(of: RawAnswer.self) { group in
      group.addTask { await client.create([1], for: "firma", permit: yes) }
      await withCheckedContinuation { sent in
        Thread {
          isSent.wait()
          sent.resume()
        }.start()
      }
      group.cancelAll()
      mayAnswer.signal()
      return await group.next()
    }
    expectEqual(answer, .answered(status: 200, body: Array(#"{"number":"0042"}"#.utf8)))
  }

  @Test func `a cancel goes by query, with an empty body`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(body: #"{"message":"Factura FCT & Co0042 a fost anulata cu succes."}"#))
    }
    let number = InvoiceNumber(series: "FCT & Co/ș", text: "0042")
    let reading = await client(of: server)
      .cancel(number, of: "RO12345674", for: "firma", permit: yes, at: .noon)
    expectEqual(reading, .done)
    let request = try #require(server.received.first)
    expectEqual(
      request.line,
      "PUT /SBORO/api/invoice/cancel?cif=RO12345674"
        + "&seriesname=FCT%20%26%20Co%2F%C8%99&number=0042 HTTP/1.1")
    #expect(request.body.isEmpty)
    #expect(fields(request.head).contains("content-type: application/json"))
  }

  @Test func `a mail is posted once on a connection of its own, subject and text in Base64`()
    async throws
  {
    let sent = #"{"status":{"code":0,"message":"Documentul a fost trimis cu succes."}}"#
    let server = try RawServer { _, _ in .answer(.http(body: sent)) }
    let mail = InvoiceMail(
      to: MailAddresses("a@firma.example, b@firma.example"), cc: MailAddresses("c@firma.example"),
      subject: MailSubject("Factură"), text: MailText("Bună"))
    let number = InvoiceNumber(series: "FCT", text: "0042")
    let client = client(of: server)
    let reading = await client.email(
      number, of: series.cif, as: mail, for: "firma", permit: yes, at: .noon)
    expectEqual(reading, .sent)
    let bare = await client.email(
      number, of: series.cif, as: InvoiceMail(), for: "firma", permit: yes, at: .noon)
    expectEqual(bare, .sent)

    let requests = server.received
    expectEqual(
      requests.map(\.line), Array(repeating: "POST /SBORO/api/document/send HTTP/1.1", count: 2))
    #expect(fields(requests[0].head).contains("content-type: application/json"))
    expectEqual(
      String(decoding: requests[0].body, as: UTF8.self),
      """
      {"bodyText":"QnVuxIM=","cc":"c@firma.example","companyVatCode":"RO12345674",\
      "number":"0042","seriesName":"FCT","subject":"RmFjdHVyxIM=",\
      "to":"a@firma.example,b@firma.example","type":"factura"}
      """)
    expectEqual(
      String(decoding: requests[1].body, as: UTF8.self),
      """
      {"companyVatCode":"RO12345674","number":"0042","seriesName":"FCT","type":"factura"}
      """)
  }

  @Test func `a mail whose answer is lost is unconfirmed, and not sent again`() async throws {
    let server = try RawServer { _, _ in .close }
    let number = InvoiceNumber(series: "FCT", text: "0042")
    let reading = await client(of: server).email(
      number, of: series.cif, as: InvoiceMail(), for: "firma", permit: yes, at: .noon)
    guard case .unconfirmed(let failure) = reading else {
      Issue.record("it is read as \(reading)")
      return
    }
    expectEqual(failure.code, .mailUnconfirmed)
    expectEqual(server.received.count, 1)
  }

  @Test func `a change is sent once, on a connection of its own, and not without a permit`()
    async throws
  {
    let server = try RawServer { _, _ in
      .answer(.http(body: #"{"message":"Factura FCT0042 a fost anulata cu succes."}"#))
    }
    let number = InvoiceNumber(series: "FCT", text: "0042")
    let client = client(of: server)
    let no = SendPermit { false }
    let cif = series.cif
    for reading in [
      await client.cancel(number, of: cif, for: "firma", permit: no, at: .noon),
      await client.restore(number, of: cif, for: "firma", permit: no, at: .noon),
      await client.cancelProforma(number, of: cif, for: "firma", permit: no, at: .noon),
    ] {
      guard case .unavailable = reading else {
        Issue.record("\(reading)")
        return
      }
    }
    for reading in [
      await client.email(
        number, of: cif, as: InvoiceMail(), for: "firma", permit: no, at: .noon),
      await client.emailProforma(
        number, of: cif, as: InvoiceMail(), for: "firma", permit: no, at: .noon),
    ] {
      guard case .notSent = reading else {
        Issue.record("\(reading)")
        return
      }
    }
    #expect(server.received.isEmpty)
    for _ in 0..<3 {
      await expectEqual(client.cancel(number, of: cif, for: "firma", permit: yes, at: .noon), .done)
    }
    expectEqual(server.received.count, 3)
  }

  @Test func `the next number is read from the list of series`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(body: #"{"list":[{"name":"FCT","nextNumber":43,"type":"f"}]}"#))
    }
    let reading = await client(of: server).nextNumber(of: series, for: "firma", at: .noon)
    expectEqual(reading, .next(43))
    expectEqual(server.received.first?.line, "GET /SBORO/api/series?cif=RO12345674&type=f HTTP/1.1")
  }

  @Test func `after one call too many nothing is sent until the block ends`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(403, body: #"{"errorText":"Ai depasit limita maxima de requesturi admisa"}"#))
    }
    let time = SteppedTime()
    let client = client(of: server, time: time)
    let until = Timestamp.noon + .seconds(600)
    await expectEqual(
      client.nextNumber(of: series, for: "firma", at: .noon), .blocked(until: until))

    await expectEqual(client.turn(for: "firma"), .blocked(until: until))
    let number = InvoiceNumber(series: "FCT", text: "0042")
    guard
      case .unavailable = await client.cancel(
        number, of: series.cif, for: "firma", permit: yes, at: .noon)
    else {
      Issue.record("A cancel was sent during a block.")
      return
    }
    guard case .notSent = await client.create([1], for: "firma", permit: yes) else {
      Issue.record("A create was sent during a block.")
      return
    }
    expectEqual(server.received.count, 1)

    await time.sleep(until: until)
    await expectEqual(client.turn(for: "firma"), .granted)
  }

  @Test func `a block from before a start is kept`() async throws {
    let server = try RawServer { _, _ in .close }
    let until = Timestamp.noon + .seconds(60)
    let client = client(of: server, blocked: ["firma": until])
    await expectEqual(client.turn(for: "firma"), .blocked(until: until))
  }

  @Test func `a 429 is obeyed for as long as it asks, and a second one is a block`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(429, headers: ["Retry-After: 30"], body: "slow down"))
    }
    let time = SteppedTime()
    let client = client(of: server, time: time)
    let short = Timestamp.noon + .seconds(30)
    // Whatever reads the answer tells the same moment as the gate.
    await expectEqual(client.turn(for: "firma"), .granted)
    let answer = await client.create([1], for: "firma", permit: yes)
    expectEqual(client.reading(of: answer, draft: .simple, at: .noon), .blocked(until: short))
    await expectEqual(client.turn(for: "firma"), .blocked(until: short))
    await time.sleep(until: short)
    let long = short + .seconds(600)
    await expectEqual(client.nextNumber(of: series, for: "firma", at: short), .blocked(until: long))
    await expectEqual(client.turn(for: "firma"), .blocked(until: long))
    expectEqual(server.received.count, 2)
  }

  @Test(arguments: [403, 422, 429])
  func `SmartBill's own words mean ten minutes, whatever stands beside them`(status: Int)
    async throws
  {
    let words = #"{"errorText":"Ai depasit limita maxima de requesturi admisa."}"#
    let server = try RawServer { _, _ in
      .answer(.http(status, headers: ["Retry-After: 1"], body: words))
    }
    let client = client(of: server)
    let until = Timestamp.noon + .seconds(600)
    await expectEqual(
      client.nextNumber(of: series, for: "firma", at: .noon), .blocked(until: until))
    await expectEqual(client.turn(for: "firma"), .blocked(until: until))
  }

  /// Two companies of one user, and another user's.
  private func companies(
    at server: RawServer, time: any TimeSource, blocked: [AccountID: Timestamp] = [:]
  ) -> SmartBillClient {
    let accounts = ["firma", "a doua", "alta"].map { name in
      var account = account(at: server)
      account.id = AccountID(name)
      account.cif = "RO1\(name.count)"
      if name == "a doua" { account.rateLimits.callsPerWindowMax = 20 }
      if name == "alta" { account.token = SmartBillToken("003|xyz") }
      return account
    }
    return SmartBillClient(
      accounts: accounts, transport: HTTPTransport(), time: time, hasHistory: false,
      blockedAccounts: blocked)
  }

  @Test func `accounts with one token share its rate window, the stricter one`() async throws {
    let server = try RawServer { _, _ in .answer(.http(body: "{}")) }
    let time = SteppedTime()
    let client = companies(at: server, time: time)
    for name: AccountID in ["firma", "a doua"] {
      for _ in 0..<10 {
        await expectEqual(client.turn(for: name), .granted)
        _ = await client.create([1], for: name, permit: yes)
      }
    }
    expectEqual(client.usage().map(\.usage.callsFree), [0, 28, 0])
    await expectEqual(client.turn(for: "alta"), .granted)
    expectEqual(time.now(), .noon)
    await expectEqual(client.turn(for: "firma"), .granted)
    expectEqual(time.now(), .noon + .seconds(10))
  }

  @Test func `accounts with one token share its block, one from before a start too`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(403, body: #"{"errorText":"Ai depasit limita maxima de requesturi admisa"}"#))
    }
    let client = companies(at: server, time: SteppedTime())
    let until = Timestamp.noon + .seconds(600)
    await expectEqual(
      client.nextNumber(of: series, for: "firma", at: .noon), .blocked(until: until))
    await expectEqual(client.turn(for: "a doua"), .blocked(until: until))
    guard case .notSent = await client.create([1], for: "a doua", permit: yes) else {
      Issue.record("A create was sent during a block of its token.")
      return
    }
    await expectEqual(client.turn(for: "alta"), .granted)

    let kept = Timestamp.noon + .seconds(60)
    let later = companies(
      at: server, time: SteppedTime(), blocked: ["firma": .noon + .seconds(5), "a doua": kept])
    await expectEqual(later.turn(for: "firma"), .blocked(until: kept))
    await expectEqual(later.turn(for: "alta"), .granted)
  }

  @Test func `SmartBill's own count is obeyed`() async throws {
    let reset = Timestamp.noon + .seconds(5)
    let server = try RawServer { _, _ in
      .answer(
        .http(
          headers: [
            "X-RateLimit-Limit: 30", "X-RateLimit-Remaining: 2",
            "X-RateLimit-Reset: \(reset.seconds)",
          ], body: "{}"))
    }
    let time = SteppedTime()
    let client = client(of: server, time: time)
    await expectEqual(client.turn(for: "firma"), .granted)
    _ = await client.create([1], for: "firma", permit: yes)
    await expectEqual(client.turn(for: "firma"), .granted)
    expectEqual(time.now(), reset)
  }

  @Test func `an account that isn't in the settings gets nothing sent`() async throws {
    let server = try RawServer { _, _ in .close }
    let client = client(of: server)
    guard case .notSent = await client.create([1], for: "alta", permit: yes) else {
      Issue.record("A create was sent for an unknown account.")
      return
    }
    expectEqual(
      failure { () throws(Failure) in try client.prepare(.simple, for: "alta") }?.code,
      .shopNotConfigured)
  }

  @Test func `a document is asked for as SmartBill gives it, and comes as it is`() async throws {
    let server = try RawServer { _, _ in .answer(.http(body: "%PDF-1.5 \u{0}")) }
    let reading = await client(of: server).pdf(of: .sample(17, .cancelled))
    expectEqual(reading, .printed(Array("%PDF-1.5 \u{0}".utf8)))
    let request = try #require(server.received.first)
    expectEqual(
      request.line, "GET /SBORO/api/invoice/pdf?cif=RO12345674&seriesname=FCT&number=0042 HTTP/1.1")
    #expect(fields(request.head).contains("accept: application/octet-stream"))
  }

  @Test func `a document larger than any is not taken`() async throws {
    let body = "%PDF-" + String(repeating: "x", count: 8 << 20)
    let server = try RawServer { _, _ in .answer(.http(body: body)) }
    guard case .unavailable(let failure, _) = await client(of: server).pdf(of: .sample()) else {
      Issue.record("It was taken.")
      return
    }
    expectEqual(failure.code, .documentUnavailable)
    expectEqual(failure.detail?.contains("the answer is too large"), true)
  }

  @Test func `without a document, or during a block, SmartBill is not asked for it`() async throws {
    let server = try RawServer { _, _ in .answer(.http(body: "%PDF-1.5")) }
    let until = Timestamp.noon + .seconds(60)
    let blocked = await client(of: server, blocked: ["firma": until]).pdf(of: .sample())
    expectEqual(blocked, .unavailable(Failure(.smartBillBlocked), until: until))
    guard case .unavailable = await client(of: server).pdf(of: .sample(17, .abandoned)) else {
      Issue.record("An abandoned invoice has a document.")
      return
    }
    #expect(server.received.isEmpty)
  }

  @Test func `a token never prints`() throws {
    let server = try RawServer { _, _ in .close }
    let account = account(at: server)
    var dumped = ""
    dump(account, to: &dumped)
    for text in [String(describing: account), String(reflecting: account), dumped] {
      #expect(!text.contains("003|abc"))
    }
    expectEqual(account.token.text, "003|abc")
  }
}
