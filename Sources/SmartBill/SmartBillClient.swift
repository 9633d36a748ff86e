import Domain
import Meters
import Transport

/// Speaks to SmartBill for the accounts of the settings.
public struct SmartBillClient: Invoicing, DocumentSource {
  private let accounts: [AccountID: SmartBillAccount]
  private let gates: [AccountID: RateGate]
  private let transport: HTTPTransport
  private let time: any TimeSource
  private let meters: Meters
  let stockForms = StockForms()

  /// - Parameters:
  ///   - hasHistory: whether calls may have been made shortly before this start.
  ///   - blockedAccounts: which accounts may not be called, and until when.
  public init(
    accounts: [SmartBillAccount], transport: HTTPTransport, time: any TimeSource,
    hasHistory: Bool, blockedAccounts: [AccountID: Timestamp] = [:],
    meters: Meters = Meters()
  ) {
    let now = time.now()
    self.accounts = Dictionary(accounts.map { ($0.id, $0) }) { _, last in last }
    gates = self.accounts.mapValues { account in
      let window = RateWindow(
        limits: account.rateLimits, at: now, hasHistory: hasHistory,
        blockedUntil: blockedAccounts[account.id])
      return RateGate(window, time: time)
    }
    self.transport = transport
    self.time = time
    self.meters = meters
  }

  public func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    guard let account = accounts[account] else { throw Self.unknown(account) }
    return try InvoicePreparation(
      naming: VATNaming(
        byRate: account.vatNames, byReason: account.vatReasonNames, isPayer: account.isVATPayer),
      vatRounding: account.vatRounding, roundingLineMax: account.roundingLineMax,
      referenceField: account.referenceField, confirmsTotal: account.confirmsTotals
    ).prepare(draft)
  }

  /// A cancelled wait answers as if blocked until there may be room.
  public func turn(for account: AccountID) async -> Turn {
    // An account that isn't in the settings has nothing to wait for; its call isn't sent.
    guard let gate = gates[account] else { return .granted }
    return switch await gate.turn() {
    case .granted: .granted
    case .blocked(let until), .cancelled(let until), .crowded(let until): .blocked(until: until)
    }
  }

  /// How much of each account's rate window is used, and until when it is blocked; by name.
  public func usage(at now: Timestamp) -> [(account: AccountID, usage: RateUsage)] {
    gates.sorted { $0.key < $1.key }.map { ($0.key, $0.value.usage(at: now)) }
  }

  public func giveBackTurn(for account: AccountID) {
    gates[account]?.change { $0.giveBack() }
  }

  public func prepare(_ draft: StornoDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    PreparedInvoice(body: try WireStorno(draft).body(), total: draft.total)
  }

  public func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await post(body, for: account, .create, permit: permit) { request, sendGuard in
      request.create(body, at: .invoice, sendGuard: sendGuard)
    }
  }

  public func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await post(body, for: account, .reverse, permit: permit) { request, sendGuard in
      request.create(body, at: .reverse, sendGuard: sendGuard)
    }
  }

  /// Sends on a turn just given, while the permit is valid.
  func post(
    _ body: [UInt8], for account: AccountID, _ endpoint: Endpoint, permit: SendPermit,
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

  /// How long SmartBill refuses calls after one too many.
  func block(of account: AccountID) -> Duration {
    accounts[account]?.rateLimits.block ?? RateLimits().block
  }

  var moment: Timestamp { time.now() }

  public func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp)
    -> CreateReading
  {
    CreateAnswer(draft: draft, block: block(of: draft.key.account)).reading(of: answer, at: now)
  }

  public func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp)
    -> CreateReading
  {
    CreateAnswer(draft: draft, block: block(of: draft.key.account)).reading(of: answer, at: now)
  }

  public func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ChangeReading {
    switch await ask(account, .cancel, for: .other, { $0.change(.cancel, number, of: cif) }) {
    case .answer(let answer, let block):
      ChangeAnswer.cancel(block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func restore(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ChangeReading {
    switch await ask(account, .restore, for: .other, { $0.change(.restore, number, of: cif) }) {
    case .answer(let answer, let block):
      ChangeAnswer.restore(block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    at now: Timestamp
  ) async -> MailReading {
    await email(WireMail(number, of: cif, as: mail), for: account)
  }

  func email(_ mail: WireMail, for account: AccountID) async -> MailReading {
    let body: [UInt8]
    do {
      body = try mail.body()
    } catch {
      return .refused(error)
    }
    return switch await ask(account, .send, for: .other, { $0.email(body) }) {
    case .answer(let answer, let block):
      MailAnswer(block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .notSent(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    switch await ask(account, .series, for: .look, { $0.invoiceSeries(of: series.cif) }) {
    case .answer(let answer, let block):
      SeriesAnswer(series: series, block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    switch await ask(account, .paymentStatus, for: .look, { $0.paymentStatus(number, of: cif) }) {
    case .answer(let answer, let block):
      PaymentStatusAnswer(block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  /// Gives way to all else that waits for the account, documents that persons want to see excepted.
  public func issuedTotal(
    of number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    guard let account = accounts[account], let gate = gates[account.id] else {
      return .unavailable(Self.unknown(account))
    }
    switch await gate.turn(for: .document, by: now) {
    case .granted: break
    case .blocked(let until): return .blocked(until: until)
    case .crowded, .cancelled: return .unavailable(Failure(.documentsBusy))
    }
    let answer = await answer(
      to: SmartBillRequest(account: account).paymentStatus(number, of: cif), .paymentStatus,
      account, gate)
    return PaymentStatusAnswer(block: account.rateLimits.block).reading(of: answer, at: time.now())
  }

  public func stockedNames(
    in warehouse: String, of cif: String, on day: String, for account: AccountID
  ) async -> StockedNames {
    switch await ask(
      account, .stocks, for: .other, { $0.stocks(of: cif, warehouse, on: day) })
    {
    case .answer(let answer, let block):
      StockedNamesAnswer(warehouse: warehouse, block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    switch await ask(account, .pdf, for: .look, { $0.pdf(number, of: cif) }) {
    case .answer(let answer, let block):
      await PDFAnswer(block: block).reading(of: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading {
    switch await ask(account, .pdf, for: .look, { $0.pdf(number, of: cif) }) {
    case .answer(let answer, let block):
      await PDFAnswer(block: block).naming(of: original, in: answer, at: time.now())
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
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
  }

  /// How long a document waits for its turn: as long as a full window takes to empty.
  static let documentPatience = Duration.seconds(10)
  /// After SmartBill gave none, how long it isn't asked for the same again.
  static let documentPause = Duration.seconds(30)

  public func pdf(of invoice: Invoice) async -> PDFReading {
    guard let account = accounts[invoice.key.account], let gate = gates[account.id] else {
      return unavailable(Self.unknown(invoice.key.account))
    }
    guard let number = invoice.shownDocument?.number else {
      return unavailable(Failure(.documentUnavailable, detail: "the invoice has no document"))
    }
    switch await gate.turn(for: .document, by: time.now() + Self.documentPatience) {
    case .granted: break
    case .blocked(let until): return .unavailable(Failure(.smartBillBlocked), until: until)
    case .crowded(let until), .cancelled(let until):
      return .unavailable(Failure(.documentsBusy), until: until)
    }
    let (requests, cif) = (SmartBillRequest(account: account), invoice.series.cif)
    let isProforma = invoice.key.kind == .proforma
    let request =
      isProforma ? requests.proformaPDF(number, of: cif) : requests.pdf(number, of: cif)
    let raw = await self.answer(to: request, isProforma ? .proformaPDF : .pdf, account, gate)
    let answer = PDFAnswer(block: account.rateLimits.block)
    switch answer.document(of: raw, at: time.now())
    {
    case .printed(let bytes): return .printed(bytes)
    case .unavailable(let failure): return unavailable(failure)
    case .blocked(let until): return .unavailable(Failure(.smartBillBlocked), until: until)
    }
  }

  private func unavailable(_ failure: Failure) -> PDFReading {
    .unavailable(failure, until: time.now() + Self.documentPause)
  }

  enum Asked {
    case answer(RawAnswer, block: Duration)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// Waits for a turn and makes one call, whose answer can be read without keeping it first.
  func ask(
    _ account: AccountID, _ endpoint: Endpoint, for purpose: RateGate.Purpose,
    _ request: (SmartBillRequest) -> TransportRequest
  ) async -> Asked {
    switch await admission(of: account, for: purpose) {
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    case .granted(let account, let gate):
      let answer = await answer(
        to: request(SmartBillRequest(account: account)), endpoint, account, gate)
      return .answer(answer, block: account.rateLimits.block)
    }
  }

  /// A turn that was given, or why there is none.
  private enum Admission {
    case granted(SmartBillAccount, RateGate)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  private func admission(
    of account: AccountID, for purpose: RateGate.Purpose
  ) async -> Admission {
    guard let account = accounts[account], let gate = gates[account.id] else {
      return .unavailable(Self.unknown(account))
    }
    return switch await gate.turn(for: purpose) {
    case .granted: .granted(account, gate)
    case .blocked(let until): .blocked(until: until)
    case .cancelled, .crowded: .unavailable(Self.interrupted)
    }
  }

  /// Sends on a turn just given, and lets the rate window know how it went.
  private func answer(
    to request: TransportRequest, _ endpoint: Endpoint, _ account: SmartBillAccount,
    _ gate: RateGate
  ) async -> RawAnswer {
    switch await exchange(request, endpoint, account, gate) {
    case .notSent(let failure): .notSent(failure.description)
    case .unclear(let failure):
      .unclear(failure.description, partialBody: failure.partialBody)
    case .answered(let response): .answered(status: response.status, body: response.body)
    }
  }

  private func exchange(
    _ request: TransportRequest, _ endpoint: Endpoint, _ account: SmartBillAccount,
    _ gate: RateGate
  ) async -> TransportOutcome {
    gate.change { $0.began() }
    let began = ContinuousClock.now
    let outcome = await transport.send(request)
    meters.callDurations.observe(.now - began, endpoint.rawValue)
    meters.calls.rise(account.id.rawValue, endpoint.rawValue, outcome.word)
    let now = time.now()
    switch outcome {
    case .notSent: gate.change { $0.wasNotSent() }
    case .unclear: gate.change { $0.wasAnswered(at: now) }
    case .answered(let response):
      let rate = RateHeaders(response.headers)
      let isBlock = BlockNotice.isBlock(status: response.status, body: response.body)
      gate.change {
        $0.wasAnswered(at: now, callsLeft: rate.callsLeft, reset: rate.reset)
        if isBlock { $0.block(until: now + account.rateLimits.block) }
      }
    }
    return outcome
  }

  /// One call of an inspection, which may wait: invoices go first.
  func inspecting(
    _ account: AccountID, _ endpoint: Endpoint,
    _ request: (SmartBillRequest) -> TransportRequest
  ) async -> InspectionAnswer {
    switch await admission(of: account, for: .other) {
    case .unavailable(let failure): return .failed(failure)
    case .blocked(let until): return .blocked(until: until)
    case .granted(let account, let gate):
      let start = time.now()
      let outcome = await exchange(
        request(SmartBillRequest(account: account)), endpoint, account, gate)
      return InspectionAnswer(
        outcome, block: account.rateLimits.block, sentAt: start, answeredAt: time.now())
    }
  }

  /// How long a stock waits for its turn; then its job makes room for another shop's.
  static let stockPatience = Duration.seconds(20)

  /// One call for a warehouse's stock, which gives way to all else.
  func readingStock(_ account: AccountID, _ form: StockForm, of warehouse: String) async
    -> StockCall
  {
    guard let account = accounts[account], let gate = gates[account.id] else {
      return .failed(Self.unknown(account))
    }
    switch await gate.turn(for: .stock, by: time.now() + Self.stockPatience) {
    case .granted: break
    case .blocked(let until): return .blocked(until: until)
    case .crowded(let until): return .busy(until: until)
    case .cancelled: return .failed(Self.interrupted)
    }
    let request = SmartBillRequest(account: account)
    let outcome =
      switch form {
      case .short:
        await exchange(
          request.shopStocks(of: account.cif, warehouse), .shopStocks, account, gate)
      case .documented:
        await exchange(
          request.stocks(of: account.cif, warehouse, on: today), .stocks,
          account, gate)
      }
    gate.stockEnded()
    if case .answered(let response) = outcome,
      BlockNotice.isBlock(status: response.status, body: response.body)
    {
      return .blocked(until: time.now() + account.rateLimits.block)
    }
    return .ended(outcome)
  }

  func cif(of account: AccountID) -> String { accounts[account]?.cif ?? "" }

  var today: String { time.day(of: time.now()) }

  private static let interrupted = Failure(
    .smartBillUnreachable, detail: "Punte is stopping; nothing was sent")

  private static func unknown(_ account: AccountID) -> Failure {
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
