import Domain
import Synchronization
import Transport

/// The two ways to ask for a warehouse's stock.
enum StockForm: Sendable, CaseIterable {
  /// `GET /stocks/ecom/`, which SmartBill's own plugin uses: less than half the bytes.
  case short
  /// `GET /stocks`, which is documented.
  case documented
}

/// The accounts that were found to have the documented form alone; forgotten with the process.
final class StockForms: Sendable {
  private let documentedOnly = Mutex<Set<AccountID>>([])

  func forms(of account: AccountID) -> [StockForm] {
    documentedOnly.withLock { $0.contains(account) } ? [.documented] : [.short, .documented]
  }

  func dropShort(of account: AccountID) {
    documentedOnly.withLock { _ = $0.insert(account) }
  }
}

extension SmartBillClient: StockSource {
  /// No call for a stock begins later than so long after the first: a job's claim must outlast it.
  static let stockDuration = Duration.seconds(150)

  /// The longest that reading a stock takes: the last call, or its two forms, begins at its end.
  public static func stockDurationMax(timeout: Duration) -> Duration {
    stockDuration + (stockPatienceBetween + timeout) * 2
  }

  /// A call for each warehouse: only asked for by its name, one that doesn't exist is refused.
  public func stock(of account: AccountID, in warehouses: [String]) async -> StockReading {
    let deadline = ContinuousClock.now + Self.stockDuration
    var rows: [StockLevel] = []
    var unreadable: [StockFault] = []
    for (place, warehouse) in warehouses.enumerated() {
      guard ContinuousClock.now < deadline else {
        return .unavailable(
          Failure(.smartBillUnreachable, detail: "the warehouses' stock took too long"))
      }
      let patience = place == 0 ? Self.stockPatience : Self.stockPatienceBetween
      switch await stock(of: account, in: warehouse, patience) {
      case .rows(let more, let faults):
        rows = rows.isEmpty ? more : rows + more
        unreadable += faults
      case let other: return other
      }
    }
    return .rows(rows, unreadable: unreadable)
  }

  private func stock(of account: AccountID, in warehouse: String, _ patience: Duration) async
    -> StockReading
  {
    let forms = stockForms.forms(of: account)
    for form in forms {
      let call = await readingStock(
        account, form, of: warehouse,
        by: time.now() + (form == forms.first ? patience : Self.stockPatienceBetween))
      let reading: StockFormReading
      switch call {
      case .failed(let failure): return .unavailable(failure)
      case .busy(let until): return .busy(until: until)
      case .blocked(let until): return .blocked(until: until)
      case .ended(let outcome): reading = StockFormReading(of: outcome, warehouse: warehouse)
      }
      switch reading {
      case .final(let reading): return reading
      case .otherwise(let failure, let isLasting):
        guard form == .short else { return .unavailable(failure) }
        if isLasting { stockForms.dropShort(of: account) }
      }
    }
    return .unavailable(Failure(.stockUnreadable))
  }

  /// How long a stock waits for its first turn; then its job makes room for another account's.
  static let stockPatience = Duration.seconds(2)
  /// And for the next ones, which lie in a later window than the first: what was read is not to be
  /// read again.
  static let stockPatienceBetween = Duration.seconds(20)

  /// One call for a warehouse's stock, which gives way to all else.
  func readingStock(
    _ account: AccountID, _ form: StockForm, of warehouse: String, by deadline: Timestamp
  ) async -> StockCall {
    let (settings, gate): (SmartBillAccount, RateGate)
    switch await admission(of: account, for: .stock, by: deadline) {
    case .granted(let known, let given): (settings, gate) = (known, given)
    case .unknown(let failure): return .failed(failure)
    case .blocked(let until): return .blocked(until: until)
    case .crowded(let until): return .busy(until: until)
    case .cancelled: return .failed(Self.interrupted)
    }
    let request = SmartBillRequest(account: settings)
    let outcome =
      switch form {
      case .short:
        await exchange(
          request.shopStocks(of: settings.cif, warehouse), .shopStocks, settings, gate)
      case .documented:
        await exchange(
          request.stocks(of: settings.cif, warehouse, on: today), .stocks,
          settings, gate)
      }
    gate.stockEnded()
    if case .answered(let response) = outcome,
      BlockNotice.isBlock(status: response.status, body: response.body)
    {
      return .blocked(until: time.now() + block(of: account))
    }
    return .ended(outcome)
  }
}

/// How a call for a stock ended.
enum StockCall {
  case ended(TransportOutcome)
  case failed(Failure)
  case busy(until: Timestamp)
  case blocked(until: Timestamp)
}

/// What one form's answer says; pure.
enum StockFormReading: Equatable {
  case final(StockReading)
  /// The other form may do better; lasting where this one isn't there at all.
  case otherwise(Failure, isLasting: Bool)

  /// Of where the reader broke off.
  private static let detailCharactersMax = 300

  /// SmartBill's words for what the other form would be told too (`smartbill-api.md` §7.5).
  private static let certainWords = ["Modulul stoc", "Gestiunea"]

  init(of outcome: TransportOutcome, warehouse: String) {
    switch outcome {
    case .notSent(let failure), .unclear(let failure):
      self =
        failure.reason == .responseTooLarge
        ? .otherwise(
          Failure(
            .stockUnreadable,
            detail: "more than \(SmartBillRequest.stockBytesMax >> 20) MB"), isLasting: false)
        : .final(.unavailable(Failure(.smartBillUnreachable, detail: failure.description)))
    case .answered(let response) where (200..<300).contains(response.status):
      self = Self.read(response.body, warehouse)
    case .answered(let response):
      self = Self.refusal(response)
    }
  }

  private static func read(_ body: [UInt8], _ warehouse: String) -> Self {
    let answer: StockRows
    do {
      answer = try StockRows(body, of: warehouse)
    } catch {
      return .otherwise(
        Failure(
          .stockUnreadable, detail: String("\(error)".prefix(detailCharactersMax))),
        isLasting: false)
    }
    guard answer.errorText.isEmpty else { return refusal(200, answer.errorText.text, body) }
    guard answer.hasList else {
      return .otherwise(
        Failure(.stockUnreadable, detail: "the answer holds no list"), isLasting: true)
    }
    guard !answer.rows.isEmpty || answer.unreadable.isEmpty else {
      return .otherwise(
        Failure(
          .stockUnreadable,
          detail: "none of the \(answer.unreadable.count) products' quantities is a number"),
        isLasting: false)
    }
    return .final(.rows(answer.rows, unreadable: answer.unreadable))
  }

  private static func refusal(_ response: TransportResponse) -> Self {
    let envelope = Envelope(response.body)
    if let failure = AccountRefusal.failure(response.status, envelope) {
      return .final(.unavailable(failure))
    }
    let words = envelope?.words
    guard (400..<500).contains(response.status) else {
      return .otherwise(
        Failure(.smartBillUnreachable, detail: words ?? "HTTP \(response.status)"),
        isLasting: false)
    }
    return refusal(response.status, words ?? "HTTP \(response.status)", response.body)
  }

  private static func refusal(_ status: Int, _ words: String, _ body: [UInt8]) -> Self {
    if status == 200, let failure = AccountRefusal.failure(status, Envelope(body)) {
      return .final(.unavailable(failure))
    }
    let failure = Failure(.stockRefused, detail: words)
    if certainWords.contains(where: words.contains) { return .final(.refused(failure)) }
    return .otherwise(failure, isLasting: [404, 405, 410].contains(status))
  }
}
