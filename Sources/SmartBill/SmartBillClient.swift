import Domain
import Meters
import Transport

/// Speaks to SmartBill for the accounts of the settings.
public struct SmartBillClient: Sendable {
  let accounts: [AccountID: SmartBillAccount]
  /// Accounts with one token have one gate.
  let gates: [AccountID: RateGate]
  private let transport: HTTPTransport
  let time: any TimeSource
  /// Of the rate windows: a clock that is set neither closes nor opens one.
  let clock: SteadyClock
  private let meters: Meters
  private let obstacle: @Sendable () -> String?
  let seal: ReferenceSeal?
  let stockForms = StockForms()

  /// - Parameters:
  ///   - hasHistory: whether calls may have been made shortly before this start.
  ///   - blockedAccounts: which accounts may not be called, and until when.
  ///   - seal: tags the references that are printed, and tells those that are read.
  ///   - obstacle: asked before each call that changes something; why none may be made now, or nil.
  public init(
    accounts: [SmartBillAccount], transport: HTTPTransport, time: any TimeSource,
    hasHistory: Bool, blockedAccounts: [AccountID: Timestamp] = [:],
    meters: Meters = Meters(), seal: ReferenceSeal? = nil,
    obstacle: @escaping @Sendable () -> String? = { nil }
  ) {
    let clock = SteadyClock(time)
    let now = clock.now()
    self.obstacle = obstacle
    self.seal = seal
    self.accounts = Dictionary(accounts.map { ($0.id, $0) }) { _, last in last }
    let sharing = Dictionary(grouping: self.accounts.values, by: \.token).values
    gates = sharing.reduce(into: [:]) { gates, accounts in
      let limits = accounts.map(\.rateLimits).reduce(accounts[0].rateLimits) { $0.stricter($1) }
      let blockedUntil = accounts.compactMap { blockedAccounts[$0.id] }.max()
      let window = RateWindow(
        limits: limits, at: now, hasHistory: hasHistory,
        // The clock may have been set back since: no block is longer than a whole one.
        blockedUntil: blockedUntil.map { min($0, now + limits.block) })
      let gate = RateGate(window, time: clock)
      for account in accounts { gates[account.id] = gate }
    }
    self.transport = transport
    self.time = time
    self.clock = clock
    self.meters = meters
  }

  /// A cancelled wait answers as if blocked until there may be room.
  public func turn(for account: AccountID) async -> Turn {
    // An account that isn't in the settings has nothing to wait for; its call isn't sent.
    guard let gate = gates[account] else { return .granted }
    return switch await gate.turn() {
    case .granted: .granted
    case .blocked(let until), .cancelled(let until), .crowded(let until):
      .blocked(until: clock.shown(until))
    }
  }

  /// How much of each account's rate window is used, and until when it is blocked; by name.
  public func usage() -> [(account: AccountID, usage: RateUsage)] {
    gates.sorted { $0.key < $1.key }.map { account, gate in
      (account, gate.usage(at: clock.now()).shown(by: clock))
    }
  }

  public func giveBackTurn(for account: AccountID) {
    gates[account]?.change { $0.giveBack() }
  }

  /// Sends on a turn just given, while the permit is valid.
  func send(
    for account: AccountID, _ endpoint: Endpoint, permit: SendPermit,
    _ request: (SmartBillRequest, SendGuard) -> TransportRequest
  ) async -> RawAnswer {
    guard let account = accounts[account], let gate = gates[account.id] else {
      return .notSent(Self.unknownAccount(account))
    }
    // Another lane may have been blocked since the turn was given.
    let sendGuard = SendGuard { permit.isValid() && !gate.isBlocked }
    return await answer(
      to: request(SmartBillRequest(account: account), sendGuard), endpoint, account, gate)
  }

  /// How long calls for the account are refused from now on, after one that was refused for the rate.
  func block(of account: AccountID) -> Duration {
    gates[account]?.blockLeft(at: clock.now()) ?? accounts[account]?.rateLimits.block
      ?? RateLimits().block
  }

  /// What is called, as the metrics name it.
  enum Endpoint: String {
    case create = "invoice"
    case cancel, restore, reverse, send, series, pdf, tax, warehouses, payment
    case measuringUnits = "mu"
    case paymentStatus = "paymentstatus"
    case stocks
    case shopStocks = "stocks/ecom"
    case proforma = "estimate"
    case cancelProforma = "estimate/cancel"
    case conversions = "estimate/invoices"
    case proformaPDF = "estimate/pdf"

    /// Whether a call changes something in SmartBill, or goes out to a customer.
    var isChange: Bool {
      switch self {
      case .create, .cancel, .restore, .reverse, .send, .payment, .proforma, .cancelProforma: true
      case .series, .pdf, .tax, .warehouses, .measuringUnits, .paymentStatus, .stocks, .shopStocks,
        .conversions, .proformaPDF:
        false
      }
    }
  }

  /// Waits for a turn, makes one call, and reads its answer, which need not be kept first.
  ///
  /// - Parameters:
  ///   - deadline: as for `admission`.
  ///   - read: gets the answer, and how long calls are refused from now on if it refuses this one.
  func ask<Reading: CallReading>(
    _ account: AccountID, _ endpoint: Endpoint, for purpose: RateGate.Purpose,
    by deadline: Timestamp? = nil, _ request: (SmartBillRequest) -> TransportRequest,
    read: (RawAnswer, Duration) async -> Reading
  ) async -> Reading {
    switch await admission(of: account, for: purpose, by: deadline) {
    case .unknown(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    case .crowded: return .unavailable(Failure(.documentsBusy))
    case .cancelled: return .unavailable(Self.interrupted)
    case .granted(let account, let gate):
      let answer = await answer(
        to: request(SmartBillRequest(account: account)), endpoint, account, gate)
      return await read(answer, block(of: account.id))
    }
  }

  /// A turn that was given, or why there is none.
  enum Admission {
    case granted(SmartBillAccount, RateGate)
    /// The account isn't in the settings.
    case unknown(Failure)
    case blocked(until: Timestamp)
    /// There is none before the deadline, nor before then.
    case crowded(until: Timestamp)
    case cancelled(until: Timestamp)
  }

  /// - Parameter deadline: who would have to wait longer is told so at once.
  func admission(
    of account: AccountID, for purpose: RateGate.Purpose, by deadline: Timestamp? = nil
  ) async -> Admission {
    guard let account = accounts[account], let gate = gates[account.id] else {
      return .unknown(Self.unknown(account))
    }
    return switch await gate.turn(for: purpose, by: deadline.map(clock.moment(shownAs:))) {
    case .granted: .granted(account, gate)
    case .blocked(let until): .blocked(until: clock.shown(until))
    case .crowded(let until): .crowded(until: clock.shown(until))
    case .cancelled(let until): .cancelled(until: clock.shown(until))
    }
  }

  /// Sends on a turn just given, and lets the rate window know how it went.
  func answer(
    to request: TransportRequest, _ endpoint: Endpoint, _ account: SmartBillAccount,
    _ gate: RateGate
  ) async -> RawAnswer {
    if endpoint.isChange, let reason = obstacle() {
      gate.change { $0.giveBack() }
      return .notSent(reason)
    }
    return switch await exchange(request, endpoint, account, gate) {
    case .notSent(let failure): .notSent(failure.description)
    case .unclear(let failure):
      .unclear(failure.description, partialBody: failure.partialBody)
    case .answered(let response): .answered(status: response.status, body: response.body)
    }
  }

  func exchange(
    _ request: TransportRequest, _ endpoint: Endpoint, _ account: SmartBillAccount,
    _ gate: RateGate
  ) async -> TransportOutcome {
    let sentAt = clock.now()
    gate.change { $0.began() }
    let began = ContinuousClock.now
    let outcome = await transport.send(request)
    meters.callDurations.observe(.now - began, endpoint.rawValue)
    meters.calls.rise(account.id.rawValue, endpoint.rawValue, outcome.word)
    let now = clock.now()
    switch outcome {
    case .notSent: gate.change { $0.wasNotSent() }
    case .unclear: gate.change { $0.wasAnswered(at: now) }
    case .answered(let response):
      let rate = RateHeaders(response.headers, at: time.now())
      let (status, body) = (response.status, response.body)
      gate.change {
        $0.wasAnswered(
          at: now, callsLeft: rate.callsLeft, reset: rate.reset.map(clock.moment(shownAs:)))
        guard BlockNotice.isBlock(status: status, body: body) else { return }
        let isSmartBills = BlockNotice.isSmartBills(status: status, body: body)
        $0.wasRefused(at: now, sentAt: sentAt, pause: isSmartBills ? nil : rate.retryAfter)
      }
    }
    return outcome
  }

  func cif(of account: AccountID) -> String { accounts[account]?.cif ?? "" }

  var today: String { time.day(of: time.now()) }

  static let interrupted = Failure(
    .smartBillUnreachable, detail: "Punte is stopping; nothing was sent")

  static func unknown(_ account: AccountID) -> Failure {
    Failure(.shopNotConfigured, detail: unknownAccount(account))
  }

  private static func unknownAccount(_ account: AccountID) -> String {
    "account \(account) is not in the settings"
  }
}

extension TransportOutcome {
  /// As the metrics name it.
  fileprivate var word: String {
    switch self {
    case .notSent: "not_sent"
    case .unclear: "unclear"
    case .answered(let response)
    where BlockNotice.isBlock(
      status: response.status, body: response.body):
      "blocked"
    case .answered(let response):
      switch response.status {
      case ..<300: "ok"
      case ..<500: "refused"
      default: "server_error"
      }
    }
  }
}
