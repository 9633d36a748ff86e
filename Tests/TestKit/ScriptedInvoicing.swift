import Domain
import Synchronization

/// An accounting service in memory, whose next answers a test may script.
public final class ScriptedInvoicing: Invoicing {
  /// What the next create call meets.
  public enum Script: Sendable, Equatable {
    /// The document is issued, and the answer lost.
    case issueAndLoseAnswer
    /// The document is issued, and the answer names it so.
    case issueAndAnswer(String)
    /// Nothing is issued, and nobody can tell.
    case loseRequest
    case refuse(Failure)
    case refuseAccount(Failure)
    case fail
    case block(until: Timestamp)
  }

  /// A document of the series, as a look finds it.
  public struct Document: Sendable, Equatable {
    public var total: Money
    public var references: Set<InvoiceReference>
    /// The invoice that it names, as a storno does.
    public var names: InvoiceNumber?
    /// The number of the proforma that it was made of.
    public var proforma: Int?
    /// Its PDF holds a text that doesn't name it.
    public var isUnread: Bool

    public init(
      total: Money, references: Set<InvoiceReference> = [], names: InvoiceNumber? = nil,
      proforma: Int? = nil, isUnread: Bool = false
    ) {
      self.total = total
      self.references = references
      self.names = names
      self.proforma = proforma
      self.isUnread = isUnread
    }
  }

  public struct State: Sendable {
    public var nextNumber = 1
    /// By number.
    public var documents: [Int: Document] = [:]
    /// Documents that are found by their numbers without zeros before them alone.
    public var takesBareNumbers = false
    /// How often a document was looked for by its number.
    public var documentLooks = 0
    /// What the next looks at the series' number are answered; then the truth again.
    public var numberReadings: [NumberReading] = []
    public var looks = 0
    /// The company's other series, each with its next number.
    public var otherSeries: [String: Int] = [:]
    public var listings = 0
    public var creates = 0
    /// Saved, without a number.
    public var drafts = 0
    public var cancelled: [String] = []
    public var scripts: [Script] = []
    /// Of calls whose body holds it nothing is made, and nobody can tell.
    public var poison: String?
    public var poisonCalls = 0
    public var cancelReadings: [ChangeReading] = []
    public var restored: [String] = []
    public var restoreReadings: [ChangeReading] = []
    /// The numbers that were e-mailed, and how.
    public var mailed: [String: [InvoiceMail]] = [:]
    public var mailReadings: [MailReading] = []
    public var blockedUntil: Timestamp?
    /// Turns that were given, less those that were given back.
    public var turns = 0
    public var preparationFailure: Failure?
    /// What drafts are prepared with.
    public var mends: [Mend] = []
    public var confirmsTotals = false
    public var stockReadings: [StockedNames] = []
    /// The names that the warehouse's goods have, once nothing is scripted.
    public var stockedNames: [String] = []
    public var stockLooks = 0
    /// What was to be issued, as it was prepared.
    public var prepared: [InvoiceDraft] = []
    /// What the next look-ups of issued totals are answered; then the truth.
    public var totalReadings: [DocumentReading] = []
    /// What is paid of each number, payment by payment.
    public var paid: [Int: [Money]] = [:]
    public var paymentCalls = 0
    public var paymentScripts: [Script] = []
    /// What the next looks at what is paid are answered; then the truth.
    public var paidReadings: [PaidReading] = []
    /// By their numbers.
    public var proformas: [Int: Proforma] = [:]
    public var nextProforma = 1
    public var proformaCreates = 0
    public var proformaScripts: [Script] = []
    public var cancelledProformas: [String] = []
    public var proformaCancelReadings: [ChangeReading] = []
    public var mailedProformas: [String] = []
    /// What the next questions for the invoices of a proforma are answered; then the truth.
    public var conversionReadings: [ConversionReading] = []
    public var conversionLooks = 0
  }

  /// Whether a call is poisoned, and counted as such.
  static func isPoisoned(_ body: [UInt8], _ state: inout State) -> Bool {
    guard let poison = state.poison, String(decoding: body, as: UTF8.self).contains(poison) else {
      return false
    }
    state.poisonCalls += 1
    return true
  }

  public struct Proforma: Sendable, Equatable {
    public var references: Set<InvoiceReference>

    public init(references: Set<InvoiceReference> = []) { self.references = references }
  }

  private let state = Mutex(State())
  let beforeAnswer: @Sendable () async -> Void
  private let onTurn: @Sendable () async -> Void

  /// - Parameters:
  ///   - beforeAnswer: runs while a create call is under way.
  ///   - onTurn: runs when a turn was given, before the call.
  public init(
    beforeAnswer: @escaping @Sendable () async -> Void = {},
    onTurn: @escaping @Sendable () async -> Void = {}
  ) {
    self.beforeAnswer = beforeAnswer
    self.onTurn = onTurn
  }

  public var current: State { state.withLock { $0 } }

  public func change(_ body: (inout State) -> Void) {
    state.withLock { body(&$0) }
  }

  /// A person issues a document by hand.
  public func issueByHand(_ document: Document = Document(total: "10.00")) {
    state.withLock { state in
      state.documents[state.nextNumber] = document
      state.nextNumber += 1
    }
  }

  public func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    if let failure = current.preparationFailure { throw failure }
    state.withLock { $0.prepared.append(draft) }
    let paid = draft.terms.payment == nil ? "" : "paid "
    let content = Self.content(of: draft.order)
    let use = draft.proforma.map { proforma -> ProformaUse in
      let made = String(decoding: proforma.request ?? [], as: UTF8.self)
      return made.contains(content) ? .used : .unlike("it differs")
    }
    let source = use == .used ? draft.proforma.map { "from:\($0.number.text) " } ?? "" : ""
    let body = "\(paid)\(source)\(draft.key.reference) \(content) \(draft.order.total)"
    return PreparedInvoice(
      body: Array(body.utf8), total: draft.order.total, mends: current.mends,
      confirmsTotal: current.confirmsTotals || use == .used,
      paidInside: draft.terms.payment == nil ? nil : draft.order.total, proforma: use)
  }

  /// Prices include their VAT, whatever the lines say, and discounts count for their rate alone.
  public func lines(askedForBy body: [UInt8]) -> DocumentLines? {
    let text = String(decoding: body, as: UTF8.self)
    let draft = current.prepared.last { draft in
      text.contains("\(draft.key.reference) \(Self.content(of: draft.order)) ")
    }
    guard let lines = draft?.order.lines else { return nil }
    let asked = lines.map { line in
      let units = Int128(line.price.units) * Int128(line.quantity.units)
      return DocumentLines.Line(
        code: line.code, name: line.name, isGoods: line.kind == .product,
        vat: VATLabel(line.vatRate, named: line.vatReason?.rawValue), quantity: line.quantity,
        amount: Money(units: Int64(units / Int128(Quantity.one.units))))
    }
    let sold = zip(lines, asked).filter { $0.0.kind != .discount }.map(\.1)
    return DocumentLines(lines: sold, sums: DocumentLines(asked).sums)
  }

  /// Who buys what, without white space.
  private static func content(of order: Order) -> String {
    let lines = order.lines.map { "\($0.name)*\($0.quantity)*\($0.price)" }
    return "\(order.customer.name)|\(lines.joined(separator: "|"))".filter { !$0.isWhitespace }
  }

  public func prepare(_ draft: StornoDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    let body = "\(Self.stornoWord) \(draft.original.number) \(draft.total)"
    return PreparedInvoice(body: Array(body.utf8), total: draft.total)
  }

  private static let stornoWord = "storno"

  public func turn(for account: AccountID) async -> Turn {
    let turn = state.withLock { state -> Turn in
      if let until = state.blockedUntil { return .blocked(until: until) }
      state.turns += 1
      return .granted
    }
    if turn == .granted { await onTurn() }
    return turn
  }

  public func giveBackTurn(for account: AccountID) { state.withLock { $0.turns -= 1 } }

  public func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    guard permit.isValid() else { return .notSent("the permit had run out") }
    await beforeAnswer()
    return state.withLock { state in
      state.creates += 1
      if Self.isPoisoned(body, &state) { return .unclear("HTTP 500") }
      switch state.scripts.isEmpty ? nil : state.scripts.removeFirst() {
      case nil:
        if let storno = Self.storno(of: body, in: state) {
          return .answered(
            status: 400, body: Array("Factura este deja stornata: \(storno).".utf8))
        }
        return .answered(status: 200, body: Self.issue(body, &state))
      case .issueAndLoseAnswer:
        _ = Self.issue(body, &state)
        return .unclear("the connection ended")
      case .issueAndAnswer(let number):
        _ = Self.issue(body, &state)
        return .answered(status: 200, body: Array(number.utf8))
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

  public func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await create(body, for: account, permit: permit)
  }

  /// The invoice that a storno's body names.
  private static func original(of body: [UInt8]) -> InvoiceNumber? {
    let words = String(decoding: body, as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count == 4, words[0] == stornoWord else { return nil }
    return InvoiceNumber(series: words[1], text: words[2])
  }

  /// The number of the storno that there is already of what the body is to reverse.
  private static func storno(of body: [UInt8], in state: State) -> Int? {
    guard let original = original(of: body) else { return nil }
    return state.documents.first { $0.value.names == original }?.key
  }

  private static func issue(_ body: [UInt8], _ state: inout State) -> [UInt8] {
    let text = String(decoding: body, as: UTF8.self)
    guard !text.contains("/draft/") else {
      state.drafts += 1
      return []
    }
    state.documents[state.nextNumber] = Document(
      total: text.split(separator: " ").last.flatMap { Money(String($0)) } ?? "0.00",
      references: InvoiceReference.all(in: text), names: original(of: body),
      proforma: text.firstRange(of: "from:").flatMap { Int(text[$0.upperBound...].prefix(4)) })
    if text.hasPrefix("paid "), let total = state.documents[state.nextNumber]?.total {
      state.paid[state.nextNumber] = [total]
    }
    defer { state.nextNumber += 1 }
    return Array(InvoiceNumber.text(of: state.nextNumber).utf8)
  }

  public func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp)
    -> CreateReading
  {
    let asked = ReservedDocument(
      total: draft.order.total, currency: draft.order.currency, issuedOn: draft.issuedOn)
    if draft.key.kind == .draft, case .answered(200, _) = answer {
      return .drafted(editURL: "https://cloud.example/draft")
    }
    return Self.reading(of: answer, draft.series, asked)
  }

  public func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp)
    -> CreateReading
  {
    let asked = ReservedDocument(
      total: draft.total, currency: draft.original.currency, issuedOn: draft.issuedOn)
    return Self.reading(of: answer, draft.series, asked)
  }

  private static func reading(of answer: RawAnswer, _ series: Series, _ asked: ReservedDocument)
    -> CreateReading
  {
    switch answer {
    case .notSent(let text): return .notSent(Failure(.smartBillUnreachable, detail: text))
    case .unclear(let text, _): return .inDoubt(Failure(.invoiceInDoubt, detail: text))
    case .answered(let status, let body):
      let text = String(decoding: body, as: UTF8.self)
      switch status {
      case 200:
        return .issued(asked.document(InvoiceNumber(series: series.name, text: text)))
      case 401: return .accountRefused(Failure(.smartBillCredentials, detail: text))
      case 403: return .blocked(until: Timestamp(milliseconds: Int64(text) ?? 0))
      default:
        let isReversed = text.contains("deja stornata")
        return .refused(Failure(isReversed ? .stornoStands : .smartBillRefused, detail: text))
      }
    }
  }

  static let permitEnded = Failure(.smartBillUnreachable, detail: "the permit had run out")

  public func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    guard permit.isValid() else { return .unavailable(Self.permitEnded) }
    return state.withLock { state in
      if !state.cancelReadings.isEmpty { return state.cancelReadings.removeFirst() }
      state.cancelled.append(number.text)
      return .done
    }
  }

  public func restore(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    guard permit.isValid() else { return .unavailable(Self.permitEnded) }
    return state.withLock { state in
      if !state.restoreReadings.isEmpty { return state.restoreReadings.removeFirst() }
      state.restored.append(number.text)
      return .done
    }
  }

  public func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    guard permit.isValid() else { return .notSent(Self.permitEnded) }
    return state.withLock { state in
      guard let value = number.value, state.documents[value] != nil else {
        return .refused(Failure(.mailRefused, detail: "Documentul nu a fost gasit"))
      }
      let reading = state.mailReadings.isEmpty ? .sent : state.mailReadings.removeFirst()
      if reading == .sent { state.mailed[number.text, default: []].append(mail) }
      return reading
    }
  }

  public func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    state.withLock { state in
      state.looks += 1
      return state.numberReadings.isEmpty
        ? .next(state.otherSeries[series.name] ?? state.nextNumber)
        : state.numberReadings.removeFirst()
    }
  }

  /// Its own documents are in `FCT`, the samples' series. It answers as a look at the number does.
  public func seriesNumbers(of cif: String, for account: AccountID, at now: Timestamp) async
    -> SeriesListReading
  {
    state.withLock { state in
      state.listings += 1
      state.looks += 1
      var own: Int? = state.nextNumber
      switch state.numberReadings.isEmpty ? nil : state.numberReadings.removeFirst() {
      case .next(let number)?: own = number
      case .unknownSeries?: own = nil
      case .unavailable(let failure)?: return .unavailable(failure)
      case .blocked(let until)?: return .blocked(until: until)
      case nil: break
      }
      var listed: [Series: Int] = [:]
      if let own { listed[Series(cif: cif, name: Series.sample.name)] = own }
      for (name, next) in state.otherSeries { listed[Series(cif: cif, name: name)] = next }
      return .listed(listed)
    }
  }

  public func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    state.withLock { $0.documentLooks += 1 }
    return found(number).map { .exists(total: $0.total) } ?? .absent
  }

  public func issuedTotal(
    of number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    let scripted = state.withLock {
      $0.totalReadings.isEmpty ? nil : $0.totalReadings.removeFirst()
    }
    guard let scripted else { return await document(number, of: cif, for: account, at: now) }
    return scripted
  }

  public func stockedNames(
    in warehouse: String, of cif: String, on day: String, for account: AccountID
  ) async -> StockedNames {
    state.withLock { state in
      state.stockLooks += 1
      return state.stockReadings.isEmpty
        ? .known(state.stockedNames) : state.stockReadings.removeFirst()
    }
  }

  public func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    found(number).map { found in
      found.isUnread
        ? .unread(Failure(.documentUnreadable, detail: "\(number)")) : .printed(found.references)
    } ?? .unavailable(Failure(.smartBillUnreachable, detail: "HTTP 502"))
  }

  public func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading {
    found(number).map { found in
      found.isUnread
        ? .unavailable(Failure(.documentUnreadable)) : .named(found.names == original)
    } ?? .unavailable(Failure(.smartBillUnreachable, detail: "HTTP 502"))
  }

  private func found(_ number: InvoiceNumber) -> Document? {
    let state = current
    guard let value = number.value, !state.takesBareNumbers || number.text == "\(value)" else {
      return nil
    }
    return state.documents[value]
  }
}
