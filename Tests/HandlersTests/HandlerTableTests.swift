import Domain
import Handlers
import TestKit
import Testing

@Suite struct HandlerTableTests {
  func handle(
    _ body: [UInt8], run: Int = 0, under policy: ShopPolicy = .sample, as id: EventID = "evt-1"
  ) -> Handling {
    let event = Event(sequence: 1, shop: "magazin", id: id, receivedAt: .sample, body: body)
    return HandlerTable.handle(event, run: run, under: policy)
  }

  func failure(_ json: String) -> Failure? {
    guard case .failure(let failure) = handle(Array(json.utf8)).result else { return nil }
    return failure
  }

  @Test func `a status of the trigger set asks for an invoice`() throws {
    let handling = handle(SampleEvent.statusChanged(.sample()))
    let expected = Command.issueInvoice(
      .init(
        asked: Asking(shop: "magazin", event: "evt-1"), cause: .statusChange, account: "firma",
        series: .sample, order: .sample()))
    let watch = Command.watchInvoice(
      .init(
        asked: Asking(shop: "magazin", event: "evt-1"), order: "1001", delay: .seconds(300)))
    try expectEqual(handling.result.get().commands, [expected, watch])
    expectEqual(handling.label?.type, "order.status_changed")
    expectEqual(handling.label?.subject, "1001")
    expectEqual(handling.label?.occurredAt, "2026-11-23T10:00:00Z")
  }

  @Test func `another status asks for nothing, and says so`() throws {
    let decision = try handle(SampleEvent.statusChanged(.sample(status: "Expediata"))).result.get()
    #expect(decision.commands.isEmpty)
    expectEqual(decision.note, JobNote(.statusAsksNothing, detail: "Expediata"))
  }

  @Test func `a manual shop waits for the button`() throws {
    var policy = ShopPolicy.sample
    policy.trigger = .manual
    let changed = try handle(SampleEvent.statusChanged(.sample()), under: policy).result.get()
    #expect(changed.commands.isEmpty)
    expectEqual(changed.note, JobNote(.triggerIsManual))
    let pressed = try handle(SampleEvent.issueRequested(.sample()), under: policy).result.get()
    expectEqual(pressed.commands.map(\.kind), [.issueInvoice, .watchInvoice])
  }

  @Test func `a cancel needs no more than the order's id`() throws {
    let decision = try handle(SampleEvent.cancelRequested("1001")).result.get()
    expectEqual(decision.commands.map(\.key), ["cancel/magazin/evt-1/0"])
  }

  @Test func `a replay asks under a key of its own`() throws {
    let decision = try handle(SampleEvent.issueRequested(.sample()), run: 2).result.get()
    expectEqual(decision.commands.map(\.key), ["issue/magazin/evt-1/2", "watch/magazin/evt-1/2"])
  }

  @Test func `a restore needs no more than the order's id, and has the cancels' lane`() throws {
    let commands = try handle(SampleEvent.restoreRequested("1001")).result.get().commands
    let expected = Command.RestoreInvoice(
      asked: Asking(shop: "magazin", event: "evt-1"), account: "firma", order: "1001")
    expectEqual(commands, [.restoreInvoice(expected)])
    expectEqual(commands.map(\.key), ["restore/magazin/evt-1/0"])
    expectEqual(commands.map(\.lane), ["order/magazin/1001"])
  }

  @Test func `the night's event asks for an audit of the shop's series`() throws {
    let delivery = TimerEvent.seriesAudit.delivery(to: "magazin", for: "2026-11-24", at: .sample)
    expectEqual(delivery.event, .inside("series.audit_due/2026-11-24"))
    let audit = Command.AuditSeries(
      asked: Asking(shop: "magazin", event: delivery.event), account: "firma", series: .sample)
    let handling = handle(delivery.body, as: delivery.event)
    try expectEqual(handling.result.get().commands, [.auditSeries(audit)])
  }

  @Test(arguments: ["series.audit_due", "stock.sync_due", "stock.changed"])
  func `a type that only Punte makes is parked where a shop sent it`(type: String) {
    let failure = failure(#"{"type":"\#(type)","data":{}}"#)
    expectEqual(failure?.code, .eventTypeReserved)
    expectEqual(failure?.detail, type)
    #expect(!HandlerTable.types.contains(type))
  }

  @Test func `an event says of its order where it stands, and with which content`() {
    let word = handle(SampleEvent.statusChanged(.sample(status: "Expediata"))).word
    expectEqual(word?.order, "1001")
    expectEqual(word?.place, EventPlace(moment: .sample, sequence: 1))
    expectEqual(word?.content, OrderContent(.sample()))
    #expect(handle(SampleEvent.cancelRequested("1001")).word?.content == nil)
    expectEqual(handle(SampleEvent.cancelRequested("1001")).word?.place.moment, .sample)
  }

  @Test func `for an order of nothing none is issued, and the shop told, unless it is wanted`()
    throws
  {
    for body in [
      SampleEvent.statusChanged(.sample(price: "0.00")),
      SampleEvent.issueRequested(.sample(price: "0.00")),
    ] {
      let skipped = handle(body)
      try expectEqual(skipped.result.get().commands, [])
      expectEqual(skipped.notice?.content, .skipped(Failure(.orderTotalZero)))
      var policy = ShopPolicy.sample
      policy.zeroTotal = .issue
      let issued = handle(body, under: policy)
      try expectEqual(issued.result.get().commands.map(\.kind), [.issueInvoice, .watchInvoice])
      #expect(issued.notice == nil)
    }
    let idle = handle(SampleEvent.statusChanged(.sample(status: "Noua", price: "0.00")))
    #expect(idle.notice == nil)
  }

  @Test func `an unknown type is parked under its name`() {
    let handling = handle(SampleEvent.body("customer.created", ["order": ["id": "1"]]))
    expectEqual(handling.label?.type, "customer.created")
    guard case .failure(let failure) = handling.result else {
      Issue.record("an unknown type was handled")
      return
    }
    expectEqual(failure.code, .eventTypeUnknown)
    expectEqual(failure.detail?.contains("customer.created"), true)
  }

  @Test(arguments: [
    ("{", "not JSON"),
    ("[]", "the body is not"),
    (#"{"timestamp":"x"}"#, "type is missing"),
    (#"{"type":"order.status_changed"}"#, "data is missing"),
    (#"{"type":"order.status_changed","data":{}}"#, "data.order is missing"),
    (
      #"{"type":"invoice.cancel_requested","data":{"order":{"id":true}}}"#, "data.order.id is not a"
    ),
    (#"{"type":"invoice.cancel_requested","data":{"order":{"id":""}}}"#, "data.order.id has not"),
  ])
  func `unreadable data is parked with the field at fault`(json: String, detail: String) {
    let failure = failure(json)
    expectEqual(failure?.code, .eventUnreadable)
    expectEqual(failure?.detail?.contains(detail), true, "\(failure?.detail ?? "-")")
  }

  @Test(arguments: [#""60,5""#, "60.5", #""1e400""#, #""12abc""#, "null"])
  func `an amount that is no decimal string is named, not repeated`(amount: String) {
    let valid = String(decoding: SampleEvent.statusChanged(.sample()), as: UTF8.self)
    #expect(failure(valid) == nil)
    let detail = failure(valid.replacing(#""price":"131.00""#, with: #""price":\#(amount)"#))?
      .detail
    expectEqual(detail?.hasPrefix("data.order.lines[0].price"), true)
    #expect(amount == "null" || detail?.contains(amount) == false)
  }

  @Test func `the shop is told of an unreadable event that it waits for`() {
    func notice(_ body: [UInt8], under policy: ShopPolicy = .sample) -> Notice.Content? {
      let broken = String(decoding: body, as: UTF8.self)
        .replacing(#""price":"131.00""#, with: #""price":1"#)
      return handle(Array(broken.utf8), under: policy).notice?.content
    }
    func isIssueFailure(_ content: Notice.Content?) -> Bool {
      guard case .failed(.issue, let failure)? = content else { return false }
      return failure.code == .eventUnreadable
    }
    var manual = ShopPolicy.sample
    manual.trigger = .manual
    #expect(isIssueFailure(notice(SampleEvent.statusChanged(.sample()))))
    #expect(isIssueFailure(notice(SampleEvent.issueRequested(.sample()), under: manual)))
    #expect(notice(SampleEvent.statusChanged(.sample()), under: manual) == nil)
    #expect(notice(SampleEvent.statusChanged(.sample(status: "Expediata"))) == nil)
  }

  @Test func `a body that is not UTF-8 is parked`() {
    let handling = handle([0x00, 0xFF, 0xFE])
    guard case .failure(let failure) = handling.result else {
      Issue.record("it was handled")
      return
    }
    expectEqual(failure.code, .eventUnreadable)
  }
}
