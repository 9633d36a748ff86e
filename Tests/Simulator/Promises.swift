import Domain
import StoreSQLite

/// What was promised, and whether it still holds: invariants (a) to (g) of `webhooks.md` §3.1.
final class Promises: @unchecked Sendable {
  let story: Story
  private var acknowledged: [Int: Int] = [:]
  /// Notices as the shops saw them, by the fact.
  private(set) var told: [StoredNotice] = []
  private var lost: [(document: Books.Document, at: Timestamp)] = []
  /// When a person was called to a series.
  private var alarms: [(series: Series, at: Timestamp)] = []
  /// Orders that an operator gave up.
  var givenUp: Set<OrderID> = []
  /// When the store first took each event.
  var acceptedAt: [EventID: Timestamp] = [:]
  /// Of events, as they were kept before housekeeping removed them.
  var bodies: [EventID: [UInt8]] = [:]
  /// The same by the clock of Punte's machine.
  var acceptedShown: [EventID: Timestamp] = [:]
  /// Events that were handled.
  var handledEvents: Set<EventID> = []
  /// Orders for which a person had a job done again: what a person asks for is always the newest.
  var askedByPerson: Set<OrderID> = []
  /// Invoices that were cancelled while their orders waited.
  var cancelledWaiting: Set<InvoiceKey> = []
  /// How often each document or payment was sent in vain.
  var poisonedCalls: [String: Int] = [:]
  /// How often a person answered for one that may be sent again then.
  var wordsOnPoison = 0
  /// How often a person had an event's mail sent again.
  var mailsAskedAgain: [EventID: Int] = [:]
  /// Jobs of cancels that a later request overtook, which an operator let go.
  var overtaken: Set<Job.ID> = []

  init(_ story: Story) { self.story = story }

  // MARK: As it happens

  /// (a) in part: an id is new once.
  func acknowledged(_ event: Int, as acceptance: Acceptance, in world: World) {
    guard acceptance == .new else {
      acknowledged[event, default: 0] += 0
      return
    }
    acknowledged[event, default: 0] += 1
    if acknowledged[event] == 2 {
      world.violate(.kept, "event \(story.events[event].id) was new twice")
    }
  }

  func isAcknowledged(_ event: EventID) -> Bool {
    story.events.firstIndex { $0.id == event }.map { acknowledged[$0] != nil } ?? false
  }

  func acceptedEvents(of order: OrderID) -> [Story.Event] {
    story.events.filter { $0.order == order && acceptedAt[$0.id] != nil }
  }

  /// (b), at the moment of issuing.
  func issued(_ document: Books.Document, in world: World) {
    guard let key = document.key else { return }
    checkWay(of: document, in: world)
    if let reversed = document.reverses.flatMap({ world.books.find($0, in: document.series) }),
      world.books.stornos(of: reversed).count > 1
    {
      world.violate(.single, "\(reversed.text) was reversed twice")
    }
    // Otherwise the rest can't be prevented, and must be reported.
    guard world.weather.broken == nil else { return }
    if let proforma = document.proforma, world.books.invoices(madeOf: proforma).count > 1 {
      world.violate(.single, "two invoices were made of proforma \(proforma)")
    }
    if key.kind == .invoice { countInvoices(of: key.order, in: world) }
    let all = world.books.documents(of: key)
    guard all.count > 1 else { return }
    world.violate(
      .single, "\(key.reference) exists as \(all.map(\.text).joined(separator: " and "))")
  }

  /// (b): no event has more than one invoice made for it, however often it is handled.
  private func countInvoices(of order: OrderID, in world: World) {
    guard !askedByPerson.contains(order) else { return }
    let asking = acceptedEvents(of: order)
      .count { [.confirmed, .requested].contains($0.bodies[0].kind) }
    let revisions = Set(
      (world.books.documents + world.books.deleted).compactMap(\.key)
        .filter { $0.kind == .invoice && $0.order == order }.map(\.revision))
    if revisions.count > asking {
      world.violate(
        .single, "order \(order) has \(revisions.count) invoices, and \(asking) events ask for one")
    }
  }

  /// (d) and (e), at the moment when the shop sees it.
  func told(_ notice: StoredNotice, in world: World) {
    let (fact, order) = (notice.notice.fact, notice.notice.order)
    for other in told {
      let isSame = other.notice.fact == fact
      if isSame != (other.id == notice.id) {
        world.violate(.ordered, "\(fact) and \(other.notice.fact) do not keep one id each")
      }
      let isSameSequence = other.notice.order == order && other.sequence == notice.sequence
      if isSame != isSameSequence {
        world.violate(.ordered, "\(fact) and \(other.notice.fact) share number \(notice.sequence)")
      }
    }
    told.append(notice)
    if case .reversed(let reversal) = notice.notice.content {
      let isThere = (world.books.documents + world.books.deleted).contains {
        $0.text == reversal.document.number.text && $0.total == reversal.document.total
          && $0.key?.kind == (reversal.isWhole ? .storno : .refund)
      }
      if !isThere { world.violate(.issuedFirst, "\(fact) says \(reversal.document.number)") }
    }
    checkMailOrDraft(told: notice.notice, in: world)
    guard case .issued(let document, let revision) = notice.notice.content else { return }
    let isThere = (world.books.documents + world.books.deleted).contains {
      $0.series.name == document.number.series && $0.text == document.number.text
        && $0.key?.order == order && $0.key?.revision == revision && $0.total == document.total
    }
    if !isThere { world.violate(.issuedFirst, "\(fact) says \(document.number)") }
  }

  /// A person deleted what Punte had issued; the next audit or document must tell.
  func lost(_ document: Books.Document, in world: World) { lost.append((document, world.now)) }

  /// Changes that the store has taken.
  func settled(_ changes: [LedgerChange], in world: World) {
    for change in changes {
      switch change {
      case .seriesStopped(let series, _): alarms.append((series, world.now))
      case .needsPerson, .foreign, .inDoubt: callPerson(in: world)
      default: break
      }
    }
  }

  /// The ledger refused a result: the job is held.
  func conflicted(in world: World) { callPerson(in: world) }

  private func callPerson(in world: World) {
    let series = story.policies.reduce(into: Set<Series>()) { $0.formUnion($1.allSeries) }
    alarms += series.map { ($0, world.now) }
  }

  /// (f), and (a) after a crash.
  func check(after call: StoreCall, in world: World) async {
    switch call {
    case .accept(let delivery):
      if acceptedAt[delivery.event] == nil {
        acceptedAt[delivery.event] = world.now
        acceptedShown[delivery.event] = world.shown
      }
    case .recover:
      await checkKept(in: world)
      await checkWatched(in: world)
    case .settle(let settlements) where settlements.contains { !$0.changes.isEmpty }:
      await checkWatched(in: world)
    case .perform:
      await checkWatched(in: world)
    default: break
    }
  }

  /// (a): what was acknowledged is in the store.
  private func checkKept(in world: World) async {
    let kept = Set(
      await world.look { try await $0.events(.all) }.map { EventName(shop: $0.shop, id: $0.id) })
    for (index, event) in story.events.enumerated() where acknowledged[index] != nil {
      if !kept.contains(EventName(shop: event.shop, id: event.id)) {
        world.violate(.kept, "event \(event.id) was acknowledged and is gone")
      }
    }
  }

  private func checkWatched(in world: World) async {
    let (invoices, jobs) = await world.look {
      (try await $0.invoices(.all), try await $0.jobs(.all))
    }
    for invoice in invoices
    where invoice.state.isOpen || invoice.cancelling != nil || invoice.restoring != nil {
      let isWatched = jobs.contains { job in
        Self.changing.contains(job.kind) && job.state != .completed
          && job.shop == invoice.key.shop && order(of: job.event) == invoice.key.order
      }
      if !isWatched {
        world.violate(
          .watched, "\(invoice.key.reference) is \(invoice.state.rawValue), and no job is open")
      }
    }
  }

  private static let changing: Set<JobKind> = [
    .issueInvoice, .waitToIssue, .draftInvoice, .cancelInvoice, .restoreInvoice, .refundOrder,
    .reverseInvoice, .issueProforma, .cancelProforma,
  ]

  /// A planted fault has names of its own for events, made by adding to the right ones.
  func order(of event: EventID) -> OrderID? {
    story.events.first {
      event.rawValue == $0.id.rawValue || event.rawValue.hasPrefix("\($0.id)+")
    }?
    .order
  }

  func told(of order: OrderID) -> [Notice.Content] {
    told.filter { $0.notice.order == order }.map(\.notice.content)
  }

  // MARK: In the end

  /// What still keeps the run from its end; nil once all is done or parked.
  func unrest(in world: World) async -> String? {
    if let index = story.events.indices.first(where: { acknowledged[$0] == nil }) {
      return "event \(story.events[index].id) is not acknowledged"
    }
    let (jobs, invoices, stopped) = await world.look {
      (try await $0.jobs(.all), try await $0.invoices(.all), try await $0.stoppedSeries())
    }
    if let job = jobs.first(where: { $0.state != .completed && !isParked($0, in: world) }) {
      return "job \(job.id) \(job.kind.rawValue) \(job.event) is \(job.state.rawValue): "
        + "\(job.failure.map { $0.code.rawValue } ?? "-")"
    }
    if let invoice = invoices.first(where: { $0.state.isUnclear || $0.state == .provenAbsent }) {
      return "\(invoice.key.reference) is \(invoice.state.rawValue)"
    }
    return stopped.isEmpty ? nil : "a series is stopped"
  }

  /// Nobody can do more about it.
  func isParked(_ job: JobRecord, in world: World) -> Bool {
    if overtaken.contains(job.id) { return true }
    return switch (job.state, job.failure?.code) {
    case (.held, .eventUnreadable), (.held, .eventTypeUnknown), (.held, .eventOvertaken): true
    case (.held, .orderNotInvoiceable), (.held, .nothingToRestore), (.held, .draftMode): true
    case (.held, .refundWithoutInvoice), (.held, .refundExceeds), (.held, .refundsStand): true
    case (.held, .stornoStands): true
    case (.held, .proformasNotSetUp), (.held, .proformaOrderInvoiced): true
    case (.held, .proformaInvoiced): true
    case (.discarded, .shopGone), (.discarded, .invoiceAbandoned): true
    case (.held, .paymentAlreadyPaid), (.held, .paymentAmountWrong): true
    case (.held, .mailWithoutInvoice): true
    // Without an invoice nothing can be paid; one payment may wait behind another.
    case (.held, .paymentWithoutInvoice): isUnpayable(job, in: world)
    case (.available, _) where job.kind == .recordPayment: isUnpayable(job, in: world)
    default: false
    }
  }

  private func isUnpayable(_ job: JobRecord, in world: World) -> Bool {
    order(of: job.event).map { order in
      world.books.standingInvoice(of: order) == nil
    } ?? false
  }

  /// (g), and (a) to (e) once more as a whole.
  func checkEnd(in world: World) async {
    let (all, invoices, foreign) = await world.look {
      (
        try await $0.events(.all), try await $0.invoices(.all),
        try await $0.foreignDocuments(limit: 10_000)
      )
    }
    let known = Set(story.events.map { EventName(shop: $0.shop, id: $0.id) })
    let events = all.filter { $0.type != TimerEvent.seriesAudit.type }
    for event in events where !known.contains(EventName(shop: event.shop, id: event.id)) {
      world.violate(.kept, "the store holds \(event.id), which nobody sent under this id")
    }
    if events.count != story.events.count {
      world.violate(.kept, "\(story.events.count) events were sent, \(events.count) are kept")
    }
    await checkKept(in: world)
    if world.weather.broken != nil {
      return checkReported(against: invoices, foreign, in: world)
    }
    checkBooks(against: invoices, in: world)
    await checkPayments(in: world)
    checkDrafts(against: invoices, in: world)
    var accounts: [OrderAccount] = []
    for event in events.sorted(by: { $0.sequence < $1.sequence }) {
      guard let told = story.events.first(where: { $0.id == event.id }) else { continue }
      let kept = await world.look { try await $0.event(event.id, of: event.shop)?.body }
      let bytes = event.prunedAt == nil ? kept : bodies[event.id]
      guard let body = told.bodies.first(where: { $0.bytes == bytes }) else {
        world.violate(.kept, "event \(event.id) is kept with another body")
        continue
      }
      if let index = accounts.firstIndex(where: { $0.order == told.order }) {
        accounts[index].add(body, told.happenedAt, under: policy(of: event.shop))
      } else {
        var account = OrderAccount(shop: event.shop, order: told.order)
        account.add(body, told.happenedAt, under: policy(of: event.shop))
        accounts.append(account)
      }
    }
    for var account in accounts where !givenUp.contains(account.order) {
      if askedByPerson.contains(account.order) { account.addPerson() }
      check(account, in: world)
    }
    for event in story.events where event.bodies[0].kind == .confirmed {
      checkMailByRule(of: event.order, in: world)
    }
  }

  func policy(of shop: ShopID) -> ShopPolicy {
    guard let policy = story.policies.first(where: { $0.shop == shop }) else {
      preconditionFailure("no policy of \(shop)")
    }
    return policy
  }

  /// The ledger and the books say the same.
  private func checkBooks(against invoices: [Invoice], in world: World) {
    for document in world.books.documents {
      let row = invoices.first {
        $0.series == document.series && $0.document?.number.text == document.text
      }
      let isReversed = !world.books.stornos(of: document).isEmpty
      let expected: InvoiceState =
        document.isCancelled ? .cancelled : isReversed ? .reversed : .issued
      if row?.key != document.key || row?.state != expected {
        world.violate(
          .done,
          "\(document.series.name) \(document.text) is \(expected.rawValue) in the books, "
            + "in the ledger \(row?.state.rawValue ?? "unknown")")
      }
    }
    for invoice in invoices where invoice.state == .issued && invoice.key.kind != .draft {
      let number = invoice.document?.number.text ?? ""
      if world.books.find(number, in: invoice.series) == nil {
        world.violate(.done, "the ledger has \(number), which does not exist")
      }
    }
  }

  /// (b), where an assumption is broken: what stands in a series from our first document on is ours
  /// by the ledger, or reported.
  private func checkReported(
    against invoices: [Invoice], _ foreign: [ForeignDocument], in world: World
  ) {
    // Nobody watches over a series that people may number proformas in.
    for document in world.books.documents where document.series != Story.proformas {
      let ours = invoices.filter { $0.series == document.series && $0.document != nil }
      guard let first = ours.compactMap({ $0.document?.number.value }).min(),
        document.number > first
      else { continue }
      let row = ours.first { $0.document?.number.text == document.text }
      if let row, row.key == document.key || isLost(document.text, document.series) { continue }
      let isReported = foreign.contains {
        $0.series == document.series && $0.document.number.text == document.text
      }
      let isOpen = invoices.contains { $0.series == document.series && $0.state.isUnclear }
      if !isReported, !isOpen {
        world.violate(
          .single,
          "\(document.series.name) \(document.text), "
            + "\(document.key.map { $0.reference.text } ?? "typed by a person"), is not reported")
      }
    }
    for (document, _) in lost
    where isKnown(document, to: invoices) && !isTakenAgain(document, in: world)
      && !isReported(lost: document.text, of: document.series)
    {
      world.violate(
        .single, "\(document.series.name) \(document.text) was deleted, and nobody was called")
    }
  }

  /// What was deleted before Punte had found it is as if it had never been.
  private func isKnown(_ document: Books.Document, to invoices: [Invoice]) -> Bool {
    invoices.contains {
      $0.series == document.series && $0.document?.number.text == document.text
    }
  }

  /// Its number stands for another document now: no numbering shows that it was deleted.
  private func isTakenAgain(_ document: Books.Document, in world: World) -> Bool {
    world.books.find(document.text, in: document.series) != nil
  }

  /// Whether a person was called to the series since the document of this number was deleted.
  func isReported(lost text: String, of series: Series) -> Bool {
    lost.contains { lost in
      lost.document.series == series && lost.document.text == text
        && alarms.contains { $0.series == series && $0.at >= lost.at }
    }
  }

  private func isLost(_ text: String, _ series: Series) -> Bool {
    lost.contains { $0.document.series == series && $0.document.text == text }
  }

  private func check(_ account: OrderAccount, in world: World) {
    let order = account.order
    let all = world.books.documents.filter { $0.key?.order == order }
    let documents = all.filter { $0.key?.kind == .invoice }
    let live = documents.filter { !$0.isCancelled && world.books.stornos(of: $0).isEmpty }
    let isTrial = policy(of: account.shop).isDraft
    let expected =
      switch account.wish {
      case _ where isTrial: 0...0
      // What is newer by its own time may count as older.
      case _ where isAheadOfClock(order): 0...1
      case .none: 0...0
      case .invoice: story.hopeless.contains(order) ? 0...0 : 1...1
      // What was withdrawn before it was issued can't be restored.
      case .restored: documents.isEmpty ? 0...0 : 1...1
      case .any: 0...1
      }
    if !expected.contains(live.count) {
      world.violate(
        .done, "order \(order) has \(live.count) documents and should have \(expected)")
    }
    checkReversals(among: all, of: account, in: world)
    checkProformas(among: all, of: account, in: world)
    for document in live where !account.totals.contains(document.total) {
      world.violate(.done, "\(document.text) of order \(order) comes to \(document.total)")
    }
    guard !world.weather.isShopGone else { return }
    let news = told.filter { $0.notice.order == order && $0.notice.content.isFinal }
      .max { $0.sequence < $1.sequence }
    switch (live.first, news?.notice.content) {
    case (nil, .issued(let stale, _)?):
      world.violate(.done, "the shop believes in \(stale.number) of order \(order)")
    case (nil, .reversed?): break
    case (nil, .restored(let stale, _)?):
      world.violate(
        .done, "the shop believes in \(stale?.text ?? "none") of order \(order), restored")
    case (let document?, .issued(let shown, _)?) where shown.number.text == document.text: break
    case (let document?, .restored(let shown, _)?) where shown?.text == document.text: break
    case (let document?, _):
      world.violate(.done, "the shop doesn't know of \(document.text) of order \(order)")
    case (nil, _): break
    }
  }
}

extension Promises {
  /// What takes invoices back: once, never more than there was, and the shop knows.
  fileprivate func checkReversals(
    among documents: [Books.Document], of account: OrderAccount, in world: World
  ) {
    let refunds = documents.filter { $0.key?.kind == .refund }
    let invoices = documents.filter { $0.key?.kind == .invoice }
    let taken = refunds.reduce(Money.zero) { $0 - $1.total }
    if taken > (invoices.map(\.total).max() ?? .zero) {
      world.violate(.single, "order \(account.order) was refunded \(taken)")
    }
    if !refunds.isEmpty, invoices.contains(where: { !world.books.stornos(of: $0).isEmpty }),
      invoices.count == 1
    {
      world.violate(.single, "order \(account.order) was refunded in part and as a whole")
    }
    guard !world.weather.isShopGone else { return }
    for document in documents where document.key?.kind.takesBack == true {
      let isTold = told(of: account.order).contains { content in
        switch content {
        case .reversed(let reversal): reversal.document.number.text == document.text
        case .cancelled(_, _, let storno): storno?.text == document.text
        default: false
        }
      }
      if !isTold { world.violate(.done, "the shop was not told of \(document.text)") }
    }
  }
}

extension Promises {
  /// One at the most stands, and the shop knows which. None is left without the order having asked.
  fileprivate func checkProformas(
    among documents: [Books.Document], of account: OrderAccount, in world: World
  ) {
    let standing = documents.filter { $0.key?.kind == .proforma && !$0.isCancelled }
    if standing.count > 1 {
      let numbers = standing.map(\.text).joined(separator: " and ")
      world.violate(.single, "order \(account.order) has the proformas \(numbers)")
    }
    guard !world.weather.isShopGone else { return }
    for document in documents where document.key?.kind == .proforma {
      let isTold = told(of: account.order).contains { content in
        if case .proformaIssued(let issued, _) = content {
          issued.number.text == document.text
        } else {
          false
        }
      }
      if !isTold {
        world.violate(.done, "the shop was not told of proforma \(document.text)")
      }
    }
  }
}

/// What an order's events, in the order of acceptance, ask for.
private struct OrderAccount {
  let shop: ShopID
  let order: OrderID
  /// `any` where it depends on what came first: the refund, or what it is of.
  enum Wish { case none, invoice, restored, any }

  private(set) var wish = Wish.none
  /// Whether an invoice was asked for after another.
  private var isAnother = false
  private var isRefunded = false
  private(set) var totals: Set<Money> = []
  private var isKnown = false

  init(shop: ShopID, order: OrderID) {
    self.shop = shop
    self.order = order
  }

  /// When the newest of its events happened, where they say so.
  private var newest: Timestamp?

  mutating func add(_ body: Story.Body, _ happenedAt: Timestamp?, under policy: ShopPolicy) {
    if let happenedAt { return addTimed(body, happenedAt) }
    switch body.kind {
    case .confirmed where policy.trigger == .automatic:
      totals.insert(body.total)
      if !isKnown { wish = isRefunded ? .any : .invoice }
      isKnown = true
    case .requested:
      totals.insert(body.total)
      wish = isRefunded ? .any : .invoice
      isAnother = isKnown
      isKnown = true
    case .cancelled:
      wish = isRefunded ? .any : .none
      isKnown = true
    case .restored:
      // A storno can't be taken back; and of several invoices one meets the last, which may turn out
      // not to have been issued.
      // A refund that met the cancelled invoice is held; replayed after the restore, it is done.
      if wish == .none {
        wish = policy.cancel == .storno || isAnother || isRefunded ? .any : .restored
      }
    case .refunded, .refundedInPart:
      isRefunded = true
      if wish != .none { wish = .any }
    case .idle, .proforma:
      // What was asked for is made with this content, or called off while it waits.
      totals.insert(body.total)
      if wish == .invoice, policy.letsWait { wish = .any }
    case .confirmed, .unreadable, .paid, .paidHalf, .paidOtherHalf, .mailed, .proformaCancelled,
      .statusCancelled:
      break
    }
  }

  /// A person had something done again, which is the newest of all.
  mutating func addPerson() { if newest != nil { wish = .any } }

  /// Of events that came in any order only the newest decides, and only where nothing that came later
  /// can have been taken for newer: the moment of issuing is checked more exactly.
  private mutating func addTimed(_ body: Story.Body, _ happenedAt: Timestamp) {
    totals.insert(body.total)
    guard newest.map({ $0 < happenedAt }) ?? true else {
      if wish == .invoice { wish = .any }
      return
    }
    newest = happenedAt
    switch body.kind {
    case .cancelled: wish = .none
    case .requested: wish = .invoice
    default: wish = .any
    }
  }
}

struct EventName: Hashable {
  let shop: ShopID
  let id: EventID
}

extension ShopPolicy {
  /// Whether any order of the shop is left alone before it is invoiced.
  fileprivate var letsWait: Bool {
    monthEnd != nil || wait > .zero || rules.contains { $0.use.wait > .zero }
  }
}

extension InvoiceState {
  /// Something is still to be done about it.
  fileprivate var isOpen: Bool { self == .planned || isUnclear }
}

extension Notice.Content {
  /// It says what stands, not what went wrong.
  fileprivate var isFinal: Bool {
    switch self {
    case .issued, .cancelled, .restored: true
    case .reversed(let reversal): reversal.isWhole
    default: false
    }
  }
}

extension EventFilter { static let all = EventFilter(limit: 10_000) }
extension JobFilter { static let all = JobFilter(limit: 10_000) }
extension InvoiceFilter { static let all = InvoiceFilter(limit: 10_000) }
