/// Everything the pretended SmartBill knows, and how it answers a call.
///
/// A value: the server holds it behind a lock, hands it each call with the time, and does what the
/// answer says.
struct SandboxState: Sendable {
  /// What to do with a call.
  enum Answer: Sendable {
    case reply(Reply)
    /// Answer so much later.
    case delayed(Reply, milliseconds: Int)
    /// Execute, and answer, so much later.
    case postponed(Endpoint, milliseconds: Int, rateHeaders: [(name: String, value: String)])
    /// Close the connection without a byte.
    case drop
    /// Reset the connection.
    case reset
    /// Send part of a reply, then close the connection.
    case partial(Reply)
    /// Say nothing until the outage is over.
    case hang
  }

  struct Counters: Sendable {
    /// By method and path, whatever came of them.
    var received: [String: Int] = [:]
    /// Calls that reached the books, by endpoint name.
    var executed: [String: Int] = [:]
    var postsExecuted = 0
    /// Calls that came during an outage; none was executed.
    var duringOutages = 0
    /// How often each kind of fault has struck.
    var faults: [String: Int] = [:]
  }

  let settings: SmartBillSettings
  let endpoints: [Endpoint]
  var account: Account
  var window: CallWindow
  var faults = FaultPlan()
  var outage = Outage.off
  var requests = RequestLog()
  /// Where stock that moves is told; nil tells nobody.
  var stockPush: StockPush.Target?
  var pushes = StockPush.Log()
  private(set) var counters = Counters()

  init(settings: SmartBillSettings) {
    self.settings = settings
    endpoints = Endpoint.catalogue(
      company: settings.company, listsCompany: settings.listsCompany)
    account = settings.account
    window = CallWindow(limits: settings.limits)
    stockPush = settings.stockPush
  }

  /// Back to the start: no documents, no faults, no block.
  mutating func reset() {
    self = SandboxState(settings: settings)
  }

  mutating func answer(_ sent: APICall, query: String, at now: Moment, hash: String) -> Answer {
    var call = sent
    if settings.takesSeriesName { call.query.take("seriesName", as: "seriesname") }
    requests.add(call, query: query, at: now.milliseconds)
    let isKnown = endpoints.contains { $0.method == call.method && $0.path == call.path }
    counters.received[isKnown ? "\(call.method) \(call.path)" : "other", default: 0] += 1

    if outage != .off { counters.duringOutages += 1 }
    switch outage {
    case .off: break
    case .refuse: return .drop
    case .hang: return .hang
    case .badGateway: return .reply(Envelope.badGateway())
    }

    guard let header = call.authorization,
      BasicCredentials(header: header) == settings.credentials
    else { return .reply(Envelope.unauthorized()) }
    switch window.admit(at: now.milliseconds) {
    case .blocked(let since):
      return .reply(blocked(since: since))
    case .admitted(let remaining, let reset):
      switch ContentRules.endpoint(for: call, in: endpoints) {
      case .refused(let reply): return .reply(reply)
      case .endpoint(let endpoint):
        let headers = rateHeaders(remaining: remaining, resetMilliseconds: reset)
        return answer(call, at: endpoint, headers, now: now, hash: hash)
      }
    }
  }

  private mutating func answer(
    _ call: APICall, at endpoint: Endpoint, _ headers: [(name: String, value: String)],
    now: Moment, hash: String
  ) -> Answer {
    guard let fault = faults.take(for: endpoint.name, call.body) else {
      return .reply(execute(call, at: endpoint, headers, now: now, hash: hash))
    }
    counters.faults[fault.kind.rawValue, default: 0] += 1
    var executed: Reply?
    if fault.executesCall { executed = execute(call, at: endpoint, headers, now: now, hash: hash) }
    switch fault.kind {
    case .dropAfterCommit, .dropBeforeCommit: return .drop
    case .empty200: return .reply(Reply(status: 200, body: .empty))
    case .html500: return .reply(Envelope.html500())
    case .badGateway502: return .reply(Envelope.badGateway())
    case .error200:
      return .reply(.json(.object(Envelope.base(errorText: fault.text))))
    case .numberAndError: return .reply(Self.adding(fault.text, to: executed))
    case .unauthorized: return .reply(Envelope.unauthorized())
    case .block:
      window.block(at: now.milliseconds)
      return .reply(blocked(since: now.milliseconds))
    case .reset: return .reset
    case .partial: return executed.map(Answer.partial) ?? .drop
    case .stale:
      let past = Moment(milliseconds: now.milliseconds - fault.delayMilliseconds)
      return .reply(execute(call, at: endpoint, headers, now: now, reading: past, hash: hash))
    case .slow:
      guard let executed else {
        return .postponed(
          endpoint, milliseconds: fault.delayMilliseconds, rateHeaders: headers)
      }
      return .delayed(executed, milliseconds: fault.delayMilliseconds)
    }
  }

  /// What is to be told about stock that has moved since this was last asked. Without somebody to
  /// tell, it is forgotten: whoever is named later hears of later moves only (§11).
  mutating func takePush() -> StockPush? {
    guard let stockPush else {
      account.stock.forgetChanges()
      return nil
    }
    let changes = account.stock.takeChanges()
    guard !changes.isEmpty else { return nil }
    return StockPush(target: stockPush, levels: changes)
  }

  /// Lets an endpoint act on the account; a success carries the rate headers, an error doesn't.
  /// A read may be made to see the past.
  mutating func execute(
    _ call: APICall, at endpoint: Endpoint, _ headers: [(name: String, value: String)],
    now: Moment, reading past: Moment? = nil, hash: String
  ) -> Reply {
    counters.executed[endpoint.name, default: 0] += 1
    if endpoint.method == "POST" { counters.postsExecuted += 1 }
    let mark = Account.Mark(today: now.date, milliseconds: now.milliseconds, hash: hash)
    var reply: Reply
    if let past, endpoint.method == "GET" {
      var seen = account.asOf(past.milliseconds)
      reply = endpoint.answer(call, &seen, mark)
    } else {
      reply = endpoint.answer(call, &account, mark)
    }
    if reply.status == 200 { reply.headers += headers }
    return reply
  }

  private func rateHeaders(
    remaining: Int, resetMilliseconds: Int
  ) -> [(name: String, value: String)] {
    [
      ("X-RateLimit-Limit", String(settings.limits.calls)),
      ("X-RateLimit-Remaining", String(remaining)),
      // Rounded up, so that whoever waits until then doesn't come too early.
      ("X-RateLimit-Reset", String((resetMilliseconds + 999) / 1_000)),
    ]
  }

  private func blocked(since: Int) -> Reply {
    Envelope.blocked(
      status: settings.blockStatus,
      minutes: (settings.limits.blockMilliseconds + 59_999) / 60_000,
      since: Moment(milliseconds: since).stamp)
  }

  private static func adding(_ errorText: String, to executed: Reply?) -> Reply {
    guard case .json(.object(var object)) = executed?.body else {
      return .json(.object(Envelope.base(errorText: errorText)))
    }
    object["errorText"] = .string(errorText)
    return .json(.object(object))
  }
}

extension Fault {
  /// Whether the call is executed before the fault strikes.
  fileprivate var executesCall: Bool {
    switch kind {
    case .dropAfterCommit, .numberAndError, .partial: true
    case .empty200, .html500, .badGateway502, .error200, .reset: commits
    case .slow: !isLate
    case .dropBeforeCommit, .block, .unauthorized, .stale: false
    }
  }
}
