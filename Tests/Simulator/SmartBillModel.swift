import Domain

/// SmartBill as Punte meets it in one run of the process: the books behind a network that fails.
final class SmartBillModel: Invoicing, @unchecked Sendable {
  /// The longest that a create call waits for its answer.
  static let createTimeout = Duration.seconds(20)
  /// After a call's end nothing of it is executed or unseen any more (assumptions A2 and A3).
  static let quiet = Duration.seconds(40)
  /// The longest that a call is executed late where assumption A3 is broken.
  static let tooLate = Duration.seconds(200)
  static let timing = DoubtTiming(quiet: quiet, confirm: .seconds(10))
  static let block = Duration.seconds(600)

  let world: World
  let life: Life
  /// Whether the claim that the call is made under has enough of its lease left.
  let mayStillSend: @Sendable (InvoiceKey) -> Bool
  let mayStillPay: @Sendable (PaymentKey) -> Bool
  /// The same of a call that changes a document, or e-mails it.
  let mayStillCall: @Sendable (InvoiceNumber) -> Bool
  /// As nobody can set it.
  private var blockedUntil: Timestamp?

  init(
    world: World, life: Life, blockedUntil: Timestamp?,
    mayStillSend: @escaping @Sendable (InvoiceKey) -> Bool,
    mayStillPay: @escaping @Sendable (PaymentKey) -> Bool,
    mayStillCall: @escaping @Sendable (InvoiceNumber) -> Bool
  ) {
    self.world = world
    self.life = life
    // The clock may have been set back since: no block is longer than a whole one.
    self.blockedUntil = blockedUntil.map { min($0 - world.clockShift, world.now + Self.block) }
    self.mayStillSend = mayStillSend
    self.mayStillPay = mayStillPay
    self.mayStillCall = mayStillCall
  }

  /// Answers until when, as the clock will show it.
  func block() -> Timestamp {
    blockedUntil = world.now + Self.block
    return world.shown + Self.block
  }

  /// Until when calls are blocked, as the clock will show it; nil if they aren't.
  var isBlockedUntil: Timestamp? {
    blockedUntil.flatMap { $0 > world.now ? $0 + world.clockShift : nil }
  }

  // MARK: Words

  func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure) -> PreparedInvoice {
    if draft.order.lines.isEmpty { throw Failure(.orderNotInvoiceable, detail: "no lines") }
    let paid = draft.terms.payment == nil ? nil : draft.order.total
    let use = draft.proforma.map { Self.use(of: $0, by: draft) }
    let request = CreateRequest(
      key: draft.key, series: draft.series, total: draft.order.total, issuedOn: draft.issuedOn,
      paid: paid ?? .zero, dueDays: draft.terms.dueDays,
      proforma: use == .used ? draft.proforma?.number.text : nil)
    return PreparedInvoice(
      body: Array(request.text.utf8), total: draft.order.total, confirmsTotal: use == .used,
      paidInside: paid, proforma: use)
  }

  func prepare(_ draft: StornoDraft, for account: AccountID) throws(Failure) -> PreparedInvoice {
    let request = CreateRequest(
      key: draft.key, series: draft.series, total: draft.total, issuedOn: draft.issuedOn,
      original: draft.original.number.text)
    return PreparedInvoice(body: Array(request.text.utf8), total: draft.total)
  }

  func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp) -> CreateReading {
    reading(
      of: answer, draft.series,
      ReservedDocument(
        total: draft.order.total, currency: draft.order.currency, issuedOn: draft.issuedOn), now)
  }

  func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp) -> CreateReading {
    reading(
      of: answer, draft.series,
      ReservedDocument(
        total: draft.total, currency: draft.original.currency, issuedOn: draft.issuedOn), now)
  }

  private func reading(
    of answer: RawAnswer, _ series: Series, _ asked: ReservedDocument, _ now: Timestamp
  ) -> CreateReading {
    switch answer {
    case .notSent(let text): return .notSent(Failure(.smartBillUnreachable, detail: text))
    case .unclear(let text, _): return .inDoubt(Failure(.invoiceInDoubt, detail: text))
    case .answered(let status, let body):
      let text = String(decoding: body, as: UTF8.self)
      switch status {
      case 200 where text.allSatisfy(\.isNumber):
        return .issued(asked.document(InvoiceNumber(series: series.name, text: text)))
      case 200 where text == Self.drafted:
        return .drafted(editURL: "https://cloud.example/ciorna")
      case 400 where text == Self.reversedAlready:
        return .refused(Failure(.stornoStands, detail: text))
      case 400: return .refused(Failure(.smartBillRefused, detail: text))
      case 401: return .accountRefused(Failure(.smartBillCredentials))
      case 403:
        return .blocked(until: block())
      default: return .inDoubt(Failure(.invoiceInDoubt, detail: "status \(status)"))
      }
    }
  }

  /// The model knows totals alone: what is given back has no pieces.
  func lines(askedForBy body: [UInt8]) -> DocumentLines? {
    let request = CreateRequest(String(decoding: body, as: UTF8.self))
    return DocumentLines(lines: [], sums: [VATLabel("21"): request.total])
  }

  // MARK: Turns

  func turn(for account: AccountID) async -> Turn {
    guard await world.pass("turn", after: world.random.duration(.zero, .seconds(2)), in: life)
    else { return .blocked(until: world.shown) }
    if let until = isBlockedUntil { return .blocked(until: until) }
    return .granted
  }

  func giveBackTurn(for account: AccountID) {}

  // MARK: Creating

  static let reversedAlready = "Factura este deja stornata."
  static let drafted = "ciorna"

  func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    await create(body, for: account, permit: permit)
  }

  func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    let dead = RawAnswer.unclear("the process is dead")
    let request = CreateRequest(String(decoding: body, as: UTF8.self))
    guard await world.pass("→ create", after: latency(), in: life) else { return dead }
    guard permit.isValid(), mayStillSend(request.key) else {
      return .notSent("the permit had run out")
    }
    world.tally.smartBillCalls += 1
    await checkReservation(of: body, request)
    world.lastRequest = request
    let fault = CreateFault.draw(world)
    let isPoisoned =
      fault.hasArrived
      && world.isPoisoned(request.key.order, request.key.kind, named: request.key.reference.text)
    let answer =
      isPoisoned ? RawAnswer.answered(status: 500, body: []) : execute(request, fault)
    world.note("create \(request.key.reference) \(fault): \(answer.text)")
    let wait = fault == .late ? Self.createTimeout : latency()
    guard await world.pass("← create", after: wait, in: life) else { return dead }
    return answer
  }

  /// When a request is executed whose connection has ended, and by when that is seen: within the
  /// quiet time even if the connection ends at once, with the process.
  func drawLateness() -> (executedAt: Timestamp, latest: Timestamp) {
    let isTooLate = world.weather.broken == .lateExecution && world.random.chance(0.5)
    let latest = world.now + (isTooLate ? Self.tooLate : Self.quiet)
    let wait = world.random.duration(isTooLate ? Self.quiet : .zero, latest - world.now)
    return (world.now + wait, latest)
  }

  private func execute(_ request: CreateRequest, _ fault: CreateFault) -> RawAnswer {
    if world.books.isReversed(request) {
      switch fault {
      case .none, .failedAfterwards, .numberAndError:
        return .answered(status: 400, body: Array(Self.reversedAlready.utf8))
      case .lostAnswer, .late: return .unclear("the connection ended")
      default: break
      }
    }
    switch fault {
    case .none: return .answered(status: 200, body: Array(issue(request).utf8))
    case .unreachable, .outage: return .notSent("connection refused")
    case .lostRequest: return .unclear("the connection ended")
    case .lostAnswer:
      _ = issue(request)
      return .unclear("the connection ended")
    case .late:
      let (executedAt, latest) = drawLateness()
      world.books.pending.append(request.key)
      world.plan("late execution", at: executedAt) { [self] in
        if let index = world.books.pending.firstIndex(of: request.key) {
          world.books.pending.remove(at: index)
        }
        guard !world.books.isReversed(request) else { return }
        let answer = issue(request, seenBy: latest)
        world.note("executed late: \(request.key.reference) as \(answer)")
      }
      return .unclear("timed out")
    case .failed: return .answered(status: 500, body: [])
    case .failedAfterwards:
      _ = issue(request)
      return .answered(status: 502, body: [])
    case .numberAndError:
      return .answered(status: 200, body: Array("\(issue(request)) eroare".utf8))
    case .refused: return .answered(status: 400, body: Array("Clientul nu exista".utf8))
    case .credentials: return .answered(status: 401, body: [])
    case .blocked: return .answered(status: 403, body: [])
    }
  }

  /// - Returns: what SmartBill answers.
  private func issue(_ request: CreateRequest, seenBy latest: Timestamp? = nil) -> String {
    guard request.key.kind != .draft else {
      world.tally.drafts += 1
      world.books.drafts.append(Books.Draft(key: request.key, total: request.total))
      world.promises.drafted(request, in: world)
      return Self.drafted
    }
    world.tally.documents += 1
    let lag =
      world.isStormy && world.random.chance(world.weather.readFault)
      ? world.random.duration(.zero, Self.createTimeout) : .zero
    let document = world.books.issue(
      request.key, in: request.series, total: request.total, paid: request.paid,
      dueDays: request.dueDays, at: world.now,
      visibleAt: min(world.now + lag, latest ?? .init(milliseconds: .max)),
      reversing: request.original, printing: request.printed, from: request.proforma)
    world.promises.issued(document, in: world)
    return document.text
  }

  /// (c): what is sent is reserved, and this very call.
  private func checkReservation(of body: [UInt8], _ request: CreateRequest) async {
    let requests = await world.look { store in
      var requests: [[UInt8]?] = []
      for invoice in try await store.invoices(InvoiceFilter(state: .sending)) {
        requests.append(try await store.invoice(invoice.id)?.request)
      }
      return requests
    }
    if !requests.contains(body) {
      world.violate(.reserved, "\(request.key.reference) was sent and is not reserved")
    }
  }

  // MARK: Other calls

  func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    await change("cancel", number, cif, .cancelRefused, permit, to: true)
  }

  func restore(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    await change("restore", number, cif, .restoreRefused, permit, to: false)
  }

  func change(
    _ word: String, _ number: InvoiceNumber, _ cif: String, _ refusal: FailureCode,
    _ permit: SendPermit, to isCancelled: Bool
  ) async -> ChangeReading {
    let unavailable = ChangeReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ \(word)", after: latency(), in: life) else { return unavailable }
    guard permit.isValid(), mayStillCall(number) else { return unavailable }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let isOut = isOut()
    let fails = isOut || fails()
    let series = Series(cif: cif, name: number.series)
    // What is so already is said to be so.
    let refuses =
      !fails && world.books.find(number.text, in: series)?.isCancelled != isCancelled
      && world.strikes(world.weather.readFault / 3)
    // A lost answer has changed it all the same.
    if !isOut, !refuses, !fails || world.random.chance(0.5) {
      world.books.change(number.text, in: series, toCancelled: isCancelled)
    }
    world.note("\(word) \(number)\(fails ? " fails" : refuses ? " is refused" : "")")
    guard await world.pass("← \(word)", after: latency(), in: life) else { return unavailable }
    if fails { return unavailable }
    return refuses ? .refused(Failure(refusal, detail: "factura e incasata")) : .done
  }

  func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    let unsent = MailReading.notSent(Failure(.smartBillUnreachable))
    guard await world.pass("→ mail", after: latency(), in: life) else { return unsent }
    guard permit.isValid(), mayStillCall(number) else { return unsent }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    if isOut() { return unsent }
    let reading =
      world.strikes(world.weather.createFault)
      ? MailReading.unconfirmed(Failure(.mailUnconfirmed)) : .sent
    // A lost answer's mail may have gone out all the same.
    if reading == .sent || world.random.chance(0.5) {
      let document = world.books.find(number.text, in: Series(cif: cif, name: number.series))
      world.tally.mails += 1
      world.books.mails.append(
        Books.Mail(to: mail.to?.text ?? "", number: number, key: document?.key))
      world.promises.mailed(in: world)
    }
    world.note("mail \(number): \(reading == .sent ? "sent" : "unconfirmed")")
    guard await world.pass("← mail", after: latency(), in: life) else {
      return .unconfirmed(Failure(.mailUnconfirmed))
    }
    return reading
  }

  func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    let unavailable = NumberReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ series", after: latency(), in: life) else { return unavailable }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let reading =
      isOut() || fails()
      ? unavailable : NumberReading.next(world.books.nextSeen(in: series, at: world.now))
    world.note("series \(series.name): \(reading == unavailable ? "unavailable" : "\(reading)")")
    guard await world.pass("← series", after: latency(), in: life) else { return unavailable }
    return reading
  }

  func seriesNumbers(of cif: String, for account: AccountID, at now: Timestamp) async
    -> SeriesListReading
  {
    let unavailable = SeriesListReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ series list", after: latency(), in: life) else { return unavailable }
    if let blockedUntil, blockedUntil > world.now { return .blocked(until: blockedUntil) }
    world.tally.smartBillCalls += 1
    let names = Set(world.books.documents.map(\.series)).union(Story.series)
      .subtracting([Story.proformas])
    let numbers = names.map { ($0, world.books.nextSeen(in: $0, at: world.now)) }
    let reading =
      isOut() || fails()
      ? unavailable : .listed(Dictionary(uniqueKeysWithValues: numbers))
    world.note("series list: \(reading == unavailable ? "unavailable" : "read")")
    guard await world.pass("← series list", after: latency(), in: life) else { return unavailable }
    return reading
  }

  func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    let unavailable = DocumentReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ document", after: latency(), in: life) else { return unavailable }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let found = seen(number, cif)
    let reading =
      isOut() || fails() ? unavailable : found.map { .exists(total: $0.total) } ?? .absent
    world.note("document \(number): \(reading.word)")
    guard await world.pass("← document", after: latency(), in: life) else { return unavailable }
    return reading
  }

  func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    let unavailable = ReferencesReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ references", after: latency(), in: life) else { return unavailable }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let found = seen(number, cif)
    let fails = isOut() || fails() || found == nil
    let printed: Set<InvoiceReference> =
      found?.printed.map { printed -> Set<InvoiceReference> in
        // The key of the tags is lost with its database.
        let isKnown = world.lostAt.map { found?.issuedAt ?? $0 > $0 } ?? true
        return isKnown ? [printed] : InvoiceReference.all(in: printed.text, sealedBy: .another)
      } ?? []
    world.note("references on \(number): \(fails ? "unavailable" : "\(printed.sorted())")")
    guard await world.pass("← references", after: latency(), in: life) else { return unavailable }
    return fails ? unavailable : .printed(printed)
  }

  func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading {
    let unavailable = NamingReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ naming", after: latency(), in: life) else { return unavailable }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let found = seen(number, cif)
    let fails = isOut() || fails() || found == nil
    world.note(
      "naming of \(original) on \(number): \(fails ? "unavailable" : "\(found?.reverses ?? "none")")"
    )
    guard await world.pass("← naming", after: latency(), in: life) else { return unavailable }
    return fails ? unavailable : .named(found?.reverses == original.text)
  }

  func seen(_ number: InvoiceNumber, _ cif: String) -> Books.Document? {
    let found = world.books.find(number.text, in: Series(cif: cif, name: number.series))
    return found.flatMap { $0.visibleAt <= world.now ? $0 : nil }
  }

  func latency() -> Duration {
    world.random.duration(.milliseconds(20), .milliseconds(world.isStormy ? 1500 : 200))
  }

  func fails() -> Bool {
    let fails = world.strikes(world.weather.readFault)
    if fails { world.tally.faults += 1 }
    return fails
  }

  func isOut() -> Bool { world.isSmartBillOut }
}

extension World {
  var isSmartBillOut: Bool {
    isStormy
      && weather.outages.contains {
        (Scheduler.start + $0.start..<Scheduler.start + $0.start + $0.length).contains(now)
      }
  }
}

/// What a create call meets.
enum CreateFault {
  case none, unreachable, outage, lostRequest, lostAnswer, late, failed, failedAfterwards
  case numberAndError, refused, credentials, blocked

  /// Whether SmartBill has the call, and takes it for one of an order's.
  var hasArrived: Bool {
    switch self {
    case .unreachable, .outage, .lostRequest, .credentials, .blocked: false
    case .none, .lostAnswer, .late, .failed, .failedAfterwards, .numberAndError, .refused: true
    }
  }

  static func draw(_ world: World) -> CreateFault {
    if world.isSmartBillOut { return .outage }
    guard world.strikes(world.weather.createFault) else { return .none }
    world.tally.faults += 1
    return world.random.element(of: [
      .unreachable, .lostRequest, .lostRequest, .lostAnswer, .lostAnswer, .late, .late, .failed,
      .failedAfterwards, .numberAndError, .refused, .credentials, .blocked,
    ])
  }
}

/// The model's own words for a draft.
struct CreateRequest {
  let key: InvoiceKey
  let series: Series
  let total: Money
  let issuedOn: String
  /// Paid within it.
  let paid: Money
  /// The number that a storno reverses.
  let original: String?
  let dueDays: Int?
  /// The number of the proforma that it is made of.
  let proforma: String?

  init(
    key: InvoiceKey, series: Series, total: Money, issuedOn: String, paid: Money = .zero,
    original: String? = nil, dueDays: Int? = nil, proforma: String? = nil
  ) {
    self.key = key
    self.series = series
    self.total = total
    self.issuedOn = issuedOn
    self.paid = paid
    self.original = original
    self.dueDays = dueDays
    self.proforma = proforma
  }

  /// What SmartBill prints on the document: a storno is made without asking for mentions.
  var printed: InvoiceReference? { original == nil ? key.reference : nil }

  var text: String {
    [
      key.account.rawValue, key.shop.rawValue, key.order.rawValue, String(key.revision),
      series.cif, series.name, total.description, issuedOn, key.kind.rawValue, key.item,
      original ?? "", paid.description, dueDays.map(String.init) ?? "", proforma ?? "",
    ].joined(separator: "|")
  }

  init(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 14, let revision = Int(parts[3]), let total = Money(parts[6]),
      let kind = InvoiceKey.Kind(rawValue: parts[8]), let paid = Money(parts[11])
    else {
      preconditionFailure("the model prepared other bytes than “\(text)”")
    }
    key = InvoiceKey(
      account: AccountID(parts[0]), shop: ShopID(parts[1]), order: OrderID(parts[2]), kind: kind,
      item: parts[9], revision: revision)
    series = Series(cif: parts[4], name: parts[5])
    self.total = total
    issuedOn = parts[7]
    self.paid = paid
    original = parts[10].isEmpty ? nil : parts[10]
    dueDays = Int(parts[12])
    proforma = parts[13].isEmpty ? nil : parts[13]
  }
}

extension DocumentReading {
  fileprivate var word: String {
    switch self {
    case .exists(let total): "exists, \(total)"
    case .absent: "absent"
    case .unavailable: "unavailable"
    case .blocked: "blocked"
    }
  }
}

extension RawAnswer {
  fileprivate var text: String {
    switch self {
    case .answered(let status, let body): "\(status) \(String(decoding: body, as: UTF8.self))"
    case .notSent(let text): "not sent, \(text)"
    case .unclear(let text, _): "unclear, \(text)"
    }
  }
}

extension ReferenceSeal {
  /// Of a database that printed nothing of what is read.
  fileprivate static let another = ReferenceSeal { _ in [0, 0, 0, 0, 0, 0, 0, 0] }
}
