import Domain
import Synchronization

/// An accounting service in memory, whose next answers a test may script.
public final class ScriptedInvoicing: Invoicing {
  /// What the next create call meets.
  public enum Script: Sendable, Equatable {
    /// The document is issued, and the answer lost.
    case issueAndLoseAnswer
    /// Nothing is issued, and nobody can tell.
    case loseRequest
    case refuse(Failure)
    case refuseAccount(Failure)
    case fail
    case block(until: Timestamp)
  }

  public struct State: Sendable {
    public var nextNumber = 1
    public var creates = 0
    public var cancelled: [String] = []
    public var scripts: [Script] = []
    public var cancelReadings: [CancelReading] = []
    public var blockedUntil: Timestamp?
    public var preparationFailure: Failure?
  }

  private let state = Mutex(State())
  private let beforeAnswer: @Sendable () async -> Void

  /// - Parameter beforeAnswer: runs while a create call is under way.
  public init(beforeAnswer: @escaping @Sendable () async -> Void = {}) {
    self.beforeAnswer = beforeAnswer
  }

  public var current: State { state.withLock { $0 } }

  public func change(_ body: @Sendable (inout State) -> Void) {
    state.withLock { body(&$0) }
  }

  /// A person issues a document by hand.
  public func issueByHand() { state.withLock { $0.nextNumber += 1 } }

  public func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    if let failure = current.preparationFailure { throw failure }
    return PreparedInvoice(body: Array(draft.key.reference.utf8), total: draft.order.total)
  }

  public func turn(for account: AccountID) async -> Turn {
    current.blockedUntil.map { .blocked(until: $0) } ?? .granted
  }

  public func giveBackTurn(for account: AccountID) {}

  public func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    guard permit.isValid() else { return .notSent("the permit had run out") }
    await beforeAnswer()
    return state.withLock { state in
      state.creates += 1
      switch state.scripts.isEmpty ? nil : state.scripts.removeFirst() {
      case nil: return .answered(status: 200, body: Self.issue(&state))
      case .issueAndLoseAnswer:
        _ = Self.issue(&state)
        return .unclear("the connection ended")
      case .loseRequest: return .unclear("the connection ended")
      case .refuse(let failure):
        return .answered(status: 400, body: Array(failure.detail.map(\.utf8) ?? "".utf8))
      case .refuseAccount(let failure):
        return .answered(status: 401, body: Array(failure.detail.map(\.utf8) ?? "".utf8))
      case .fail: return .notSent("connection refused")
      case .block(let until):
        return .answered(status: 403, body: Array(String(until.milliseconds).utf8))
      }
    }
  }

  private static func issue(_ state: inout State) -> [UInt8] {
    defer { state.nextNumber += 1 }
    let digits = String(state.nextNumber)
    return Array((String(repeating: "0", count: max(0, 4 - digits.count)) + digits).utf8)
  }

  public func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp)
    -> CreateReading
  {
    switch answer {
    case .notSent(let text): return .notSent(Failure(.smartBillUnreachable, detail: text))
    case .unclear(let text, _): return .inDoubt(Failure(.invoiceInDoubt, detail: text))
    case .answered(let status, let body):
      let text = String(decoding: body, as: UTF8.self)
      switch status {
      case 200:
        return .issued(
          IssuedDocument(
            number: InvoiceNumber(series: draft.series.name, text: text),
            total: draft.order.total, currency: draft.order.currency,
            issuedOn: draft.issuedOn))
      case 401: return .accountRefused(Failure(.smartBillCredentials, detail: text))
      case 403: return .blocked(until: Timestamp(milliseconds: Int64(text) ?? 0))
      default: return .refused(Failure(.smartBillRefused, detail: text))
      }
    }
  }

  public func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> CancelReading {
    state.withLock { state in
      if !state.cancelReadings.isEmpty { return state.cancelReadings.removeFirst() }
      state.cancelled.append(number.text)
      return .cancelled
    }
  }

  public func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    .next(current.nextNumber)
  }
}
