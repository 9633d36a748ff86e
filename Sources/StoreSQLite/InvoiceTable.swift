import Domain
import FoundationEssentials
import GRDB

/// The invoice ledger's rows and the events bound to them.
struct InvoiceTable {
  let db: Database

  func find(_ id: Invoice.ID) throws -> Invoice? {
    try db.row("SELECT * FROM invoices WHERE id = ?", [id]).map(Self.invoice)
  }

  /// An invoice that a caller names must be there: ids come from here.
  func existing(_ id: Invoice.ID) throws -> Invoice {
    guard let invoice = try find(id) else {
      throw Ledger.Conflict(text: "there is no invoice \(id)")
    }
    return invoice
  }

  // MARK: Revisions

  /// What an event that names the order meets (`LedgerRule.Met`): of all revisions the newest that
  /// isn't dead or is being restored, else the last; and the last one's number.
  func met(_ key: InvoiceKey) throws -> (invoice: Invoice, lastRevision: Int)? {
    guard
      let last = try db.row(
        """
        SELECT * FROM invoices
        WHERE shop = ? AND order_id = ? AND account = ? AND kind = ? AND item = ?
        ORDER BY revision DESC LIMIT 1
        """,
        [
          key.shop.rawValue, key.order.rawValue, key.account.rawValue, key.kind.rawValue, key.item,
        ]
      ).map(Self.invoice)
    else { return nil }
    let invoice = last.stands ? last : try standing(before: last.key) ?? last
    return (invoice, last.key.revision)
  }

  /// The newest revision of the order that is cancelled.
  func cancelled(_ key: InvoiceKey) throws -> Invoice? {
    try db.row(
      """
      SELECT * FROM invoices
      WHERE shop = ? AND order_id = ? AND account = ? AND kind = ? AND item = ?
        AND state = 'cancelled'
      ORDER BY revision DESC LIMIT 1
      """,
      [
        key.shop.rawValue, key.order.rawValue, key.account.rawValue, key.kind.rawValue, key.item,
      ]
    ).map(Self.invoice)
  }

  /// The newest revision before this one that stands, or may come to stand, for a document.
  func standing(before key: InvoiceKey) throws -> Invoice? {
    try db.row(
      """
      SELECT * FROM invoices
      WHERE shop = ? AND order_id = ? AND account = ? AND kind = ? AND item = ? AND revision < ?
        AND (state NOT IN ('cancelled', 'reversed', 'withdrawn', 'abandoned')
          OR restoring IS NOT NULL)
      ORDER BY revision DESC LIMIT 1
      """,
      [
        key.shop.rawValue, key.order.rawValue, key.account.rawValue, key.kind.rawValue, key.item,
        key.revision,
      ]
    ).map(Self.invoice)
  }

  /// What was never sent follows the shop to the account that its settings name by now.
  func follow(_ key: InvoiceKey) throws {
    try db.run(
      """
      UPDATE invoices SET account = ?1
      WHERE shop = ?2 AND order_id = ?3 AND account <> ?1 AND kind = ?4 AND attempt = 0
        AND NOT EXISTS (SELECT 1 FROM invoices AS other
          WHERE other.shop = ?2 AND other.order_id = ?3 AND other.account = ?1
            AND other.kind = ?4 AND other.item = invoices.item
            AND other.revision = invoices.revision)
      """,
      [key.account.rawValue, key.shop.rawValue, key.order.rawValue, key.kind.rawValue])
  }

  /// The order's invoice that is issued, whatever account it is of.
  func issued(_ order: OrderID, of shop: ShopID) throws -> Invoice? {
    try db.row(
      """
      SELECT * FROM invoices
      WHERE shop = ? AND order_id = ? AND kind = 'invoice' AND state = 'issued'
      ORDER BY revision DESC LIMIT 1
      """, [shop.rawValue, order.rawValue]
    ).map(Self.invoice)
  }

  /// - Parameter original: what a storno or a refund takes back.
  func open(
    _ key: InvoiceKey, _ series: Series, _ state: InvoiceState, by event: EventID,
    original: Invoice.ID? = nil, at now: Timestamp
  ) throws -> Invoice.ID {
    try db.run(
      """
      INSERT INTO invoices (account, shop, order_id, kind, item, revision, cif, series, state,
        attempt, opened_by, created_at, updated_at, original)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
      """,
      [
        key.account.rawValue, key.shop.rawValue, key.order.rawValue, key.kind.rawValue, key.item,
        key.revision, series.cif, series.name, state.rawValue, event.rawValue,
        now.milliseconds, now.milliseconds, original,
      ])
    return db.lastInsertedRowID
  }

  // MARK: Bindings

  typealias Verb = BindingVerb

  func isBound(_ event: EventID, of shop: ShopID, _ verb: Verb) throws -> Bool {
    try binding(of: event, of: shop, verb) != nil
  }

  /// The binding's id; a later one is higher.
  func binding(of event: EventID, of shop: ShopID, _ verb: Verb) throws -> Int64? {
    try db.number(
      "SELECT id FROM bindings WHERE shop = ? AND event = ? AND verb = ?",
      [shop.rawValue, event.rawValue, verb.rawValue])
  }

  /// - Parameter place: where the event stands among those of its order, if that is known.
  func bind(
    _ event: EventID, of shop: ShopID, _ verb: Verb, to invoice: Invoice.ID, at now: Timestamp,
    _ place: EventPlace? = nil
  ) throws {
    try db.run(
      """
      INSERT INTO bindings (shop, event, verb, invoice, bound_at, moment, sequence, claimed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        shop.rawValue, event.rawValue, verb.rawValue, invoice, now.milliseconds,
        place?.moment.milliseconds, place?.sequence, place?.isClaimed,
      ])
  }

  func rebind(_ event: EventID, of shop: ShopID, _ verb: Verb, to invoice: Invoice.ID) throws {
    try db.run(
      "UPDATE bindings SET invoice = ? WHERE shop = ? AND event = ? AND verb = ?",
      [invoice, shop.rawValue, event.rawValue, verb.rawValue])
  }

  func bound(to event: EventID, of shop: ShopID, as verb: Verb) throws -> BoundInvoice? {
    guard let invoice = try invoice(boundTo: event, of: shop, as: verb) else { return nil }
    let reversals = try reversals(of: invoice.original ?? invoice.id)
      .filter { $0.id != invoice.id }
    return BoundInvoice(
      invoice: invoice,
      previous: invoice.key.kind.takesBack ? nil : try standing(before: invoice.key),
      obstacle: try obstacle(to: invoice) ?? ignorance(of: invoice),
      seen: try invoice.state.isUnissued && invoice.key.kind != .proforma ? seen(invoice) : nil,
      original: try invoice.original.map(existing),
      reversals: reversals,
      proforma: try invoice.key.kind == .invoice ? proforma(of: invoice) : nil,
      orderInvoice: try invoice.key.kind == .proforma ? orderInvoice(of: invoice.key) : nil,
      conversion: try invoice.key.kind == .proforma ? conversion(of: invoice.id) : nil,
      later: invoice.state.isSendable && verb == .issue ? try later(than: event, of: shop) : [],
      reversalsMayExist: try reversals.contains(where: mayExist),
      metRestore: try invoice.state == .cancelled && verb == .issue
        && metRestore(event, of: shop),
      content: try invoice.state.isSendable && verb == .issue
        ? newestContent(of: invoice.key.order, of: shop) : nil,
      disowned: invoice.state == .inDoubt
        ? try SeriesTable(db: db).disowned(invoice.key.reference, in: invoice.series) : [],
      othersIssued: try invoice.state == .inDoubt && othersIssued(than: invoice),
      lookalikes: invoice.state.isSendable ? try lookalikes(of: invoice) : [])
  }

  /// The document that may be this one: it bears the reference; or it comes to the order's total, and
  /// could not be read, so that nobody knows what it bears.
  private func seen(_ invoice: Invoice) throws -> InvoiceNumber? {
    let table = SeriesTable(db: db)
    let bearing = try table.seen(invoice.key.reference, in: invoice.series)
    guard bearing == nil, invoice.key.kind == .invoice else { return bearing }
    return try table.unread(comingToAsMuchAs: invoice.key, in: invoice.series)
  }

  /// A storno bears no reference: of those that come to as much, the one that names its invoice is it.
  private func lookalikes(of storno: Invoice) throws -> [InvoiceNumber] {
    guard storno.key.kind == .storno, let original = try storno.original.map(existing),
      let document = original.document, let number = document.number.value
    else { return [] }
    return try SeriesTable(db: db).found(
      in: storno.series, after: number, of: -document.total, evenIfNew: original.isAdopted)
  }

  /// The newest event of the order that carries the whole of it.
  func newestContent(of order: OrderID, of shop: ShopID) throws -> EventID? {
    try db.row(
      "SELECT event FROM order_words WHERE shop = ? AND order_id = ? AND word = 'content'",
      [shop.rawValue, order.rawValue]
    ).map { EventID(try $0.value("event")) }
  }

  /// Whether SmartBill has answered that it issued another document of the account, since nobody
  /// knows what became of this one.
  private func othersIssued(than invoice: Invoice) throws -> Bool {
    guard let since = invoice.absences.doubtedAt else { return false }
    return try db.number(
      "SELECT 1 FROM invoices WHERE account = ? AND answered_at >= ? AND id <> ? LIMIT 1",
      [invoice.key.account.rawValue, since.milliseconds, invoice.id]) != nil
  }

  private func mayExist(_ reversal: Invoice) throws -> Bool {
    let table = SeriesTable(db: db)
    return try reversal.state == .planned
      && (table.isUnverified(reversal.series)
        || table.seen(reversal.key.reference, in: reversal.series) != nil)
  }

  /// By what the events that were bound after this one ask for the same invoice, and will.
  private func later(than event: EventID, of shop: ShopID) throws -> Set<JobKind> {
    let kinds = try db.rows(
      """
      SELECT DISTINCT jobs.kind FROM bindings AS own
      JOIN bindings AS later
        ON later.invoice = own.invoice AND later.verb = own.verb AND later.id > own.id
      JOIN jobs ON jobs.shop = later.shop AND jobs.event = later.event
        AND jobs.kind IN ('issue', 'wait', 'draft', 'proforma')
        AND jobs.state IN ('available', 'running')
      WHERE own.shop = ? AND own.event = ? AND own.verb = 'issue'
      """, [shop.rawValue, event.rawValue]
    ).map { try $0.word("kind") as JobKind }
    return Set(kinds)
  }

  // MARK: Proformas

  /// What the invoice is made from, or may be.
  private func proforma(of invoice: Invoice) throws -> StandingProforma? {
    if let id = invoice.proforma { return try standing(existing(id)) }
    return try invoice.state.isSendable ? standingProforma(for: invoice) : nil
  }

  /// The newest of the order that stands, that no cancel waits for, and that no other invoice was
  /// made from.
  func standingProforma(for invoice: Invoice) throws -> StandingProforma? {
    try db.row(
      """
      SELECT * FROM invoices AS own
      WHERE shop = ? AND order_id = ? AND account = ? AND kind = 'proforma' AND state = 'issued'
        AND cancelling IS NULL
        AND NOT EXISTS (SELECT 1 FROM invoices AS made
          WHERE made.proforma = own.id AND made.proforma IS NOT NULL AND made.id <> ?)
      ORDER BY revision DESC LIMIT 1
      """,
      [
        invoice.key.shop.rawValue, invoice.key.order.rawValue, invoice.key.account.rawValue,
        invoice.id,
      ]
    ).map(Self.invoice).flatMap(standing)
  }

  private func standing(_ proforma: Invoice) throws -> StandingProforma? {
    guard let number = proforma.document?.number else { return nil }
    let row = try db.row("SELECT request FROM invoices WHERE id = ?", [proforma.id])
    return StandingProforma(id: proforma.id, number: number, request: try row?.bytes("request"))
  }

  private func orderInvoice(of key: InvoiceKey) throws -> Invoice? {
    let invoice = InvoiceKey(
      account: key.account, shop: key.shop, order: key.order, revision: 0)
    return try met(invoice)?.invoice.standingOrNil
  }

  private func conversion(of proforma: Invoice.ID) throws -> Invoice? {
    try db.row("SELECT * FROM invoices WHERE proforma = ?", [proforma]).map(Self.invoice)
  }

  /// What takes an invoice back, the oldest first.
  func reversals(of original: Invoice.ID) throws -> [Invoice] {
    try db.rows("SELECT * FROM invoices WHERE original = ? ORDER BY id", [original])
      .map(Self.invoice)
  }

  func find(_ key: InvoiceKey) throws -> Invoice? {
    try db.row(
      """
      SELECT * FROM invoices
      WHERE shop = ? AND order_id = ? AND account = ? AND kind = ? AND item = ? AND revision = ?
      """,
      [
        key.shop.rawValue, key.order.rawValue, key.account.rawValue, key.kind.rawValue, key.item,
        key.revision,
      ]
    ).map(Self.invoice)
  }

  func invoice(boundTo event: EventID, of shop: ShopID, as verb: Verb) throws -> Invoice? {
    try db.row(
      """
      SELECT invoices.* FROM bindings JOIN invoices ON invoices.id = bindings.invoice
      WHERE bindings.shop = ? AND bindings.event = ? AND bindings.verb = ?
      """, [shop.rawValue, event.rawValue, verb.rawValue]
    ).map(Self.invoice)
  }

  /// Whether a later event than the one bound so asked that the invoice stand, or not.
  func isOvertaken(_ event: EventID, of shop: ShopID, _ verb: Verb, by verbs: [Verb]) throws
    -> Bool
  {
    let words = verbs.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try db.number(
      """
      SELECT 1 FROM bindings AS own
      JOIN bindings AS later ON later.invoice = own.invoice AND later.id > own.id
      WHERE own.shop = ? AND own.event = ? AND own.verb = ? AND later.verb IN (\(words)) LIMIT 1
      """, [shop.rawValue, event.rawValue, verb.rawValue]) != nil
  }

  /// Whether the event asked for the invoice when it was to be restored, and was not overtaken since.
  func metRestore(_ event: EventID, of shop: ShopID) throws -> Bool {
    try db.number(
      """
      SELECT 1 FROM bindings AS own
      WHERE own.shop = ? AND own.event = ? AND own.verb = 'issue'
        AND own.id > (SELECT MAX(id) FROM bindings AS other
          WHERE other.invoice = own.invoice AND other.verb IN ('cancel', 'restore'))
      """, [shop.rawValue, event.rawValue]) != nil
  }

  /// What was asked for last of the two that take each other back.
  func lastChange(of id: Invoice.ID) throws -> Verb? {
    try db.row(
      """
      SELECT verb FROM bindings WHERE invoice = ? AND verb IN ('cancel', 'restore')
      ORDER BY id DESC LIMIT 1
      """, [id])?.word("verb")
  }

  /// Whether a later revision of the order stands, or may come to.
  func isFollowed(_ key: InvoiceKey) throws -> Bool {
    guard let last = try met(key)?.invoice else { return false }
    return last.stands && last.key.revision > key.revision
  }

  /// The oldest other cancel or restore of the invoice that is still to be done.
  func waiting(_ verb: Verb, of id: Invoice.ID, after event: EventID?) throws -> EventID? {
    try db.row(
      """
      SELECT bindings.event FROM bindings
      JOIN jobs ON jobs.shop = bindings.shop AND jobs.event = bindings.event
        AND jobs.kind = bindings.verb AND jobs.state IN ('available', 'running')
      WHERE bindings.invoice = ? AND bindings.verb = ? AND bindings.event IS NOT ?
      ORDER BY bindings.id LIMIT 1
      """, [id, verb.rawValue, event?.rawValue]
    ).map { EventID(try $0.value("event")) }
  }

  // MARK: Series

  /// Of the invoice that an event is bound to.
  func seriesBound(to asked: Asking) throws -> Series? {
    try db.row(
      """
      SELECT invoices.cif, invoices.series FROM bindings
      JOIN invoices ON invoices.id = bindings.invoice
      WHERE bindings.shop = ? AND bindings.event = ? ORDER BY invoices.id DESC LIMIT 1
      """, [asked.shop.rawValue, asked.event.rawValue]
    ).map { try $0.series() }
  }

  /// - Parameter other: the series that it is to pass to; its own if nil.
  func obstacle(to invoice: Invoice, in other: Series? = nil) throws -> SeriesObstacle? {
    // It takes no number.
    if invoice.key.kind == .draft { return nil }
    let (table, series) = (SeriesTable(db: db), other ?? invoice.series)
    // Others' documents don't stop a series of proformas; one of ours in doubt does.
    if invoice.key.kind != .proforma {
      if let failure = try table.stop(of: series) { return .stopped(failure) }
      if try table.isUnverified(series) { return .unverified }
    }
    guard let unclear = try table.unclear(in: series), unclear != invoice.id else { return nil }
    return .unclear(unclear)
  }

  /// A ledger that knows nothing of the series, or of the company, can't know what is in them.
  private func ignorance(of invoice: Invoice) throws -> SeriesObstacle? {
    guard invoice.state.isSendable, invoice.key.kind != .proforma else { return nil }
    let table = SeriesTable(db: db)
    // A draft takes no number of the series, so it waits for the company's search alone.
    let isUnknown =
      try invoice.key.kind != .draft && table.isUnknown(invoice.series)
      || table.isUnknown(company: invoice.series.cif)
    return isUnknown ? .unverified : nil
  }

  func holder(of number: String, in series: Series) throws -> Invoice.ID? {
    try db.number(
      "SELECT id FROM invoices WHERE cif = ? AND series = ? AND number = ?",
      [series.cif, series.name, number])
  }

  // MARK: Listing

  func list(_ filter: InvoiceFilter) throws -> [Invoice] {
    var conditions = Conditions()
    conditions.add("shop", is: filter.shop?.rawValue)
    conditions.add("order_id", is: filter.order?.rawValue)
    conditions.add("state", is: filter.state)
    conditions.add("series", is: filter.number?.series)
    conditions.add("number", is: filter.number?.text)
    return try db.rows(
      "SELECT * FROM invoices" + conditions.clause(newestBy: "id", limit: filter.limit),
      conditions.arguments
    ).map(Self.invoice)
  }

  func detail(_ id: Invoice.ID) throws -> InvoiceDetail? {
    guard let row = try db.row("SELECT * FROM invoices WHERE id = ?", [id]) else { return nil }
    let (invoice, request) = (Self.invoice(row), try row.bytes("request"))
    let seal = try Schema.referenceSeal(of: db)
    return InvoiceDetail(
      invoice: invoice, reference: invoice.key.reference.borne(by: request, sealedBy: seal),
      request: request, evidence: try EvidenceTable(db: db).list(of: id),
      acts: try AuditTable(db: db).list(invoice: id))
  }

  /// What can't be read of it makes it a person's, whatever its state: nothing is done with it, and
  /// no other document of its order is taken for the only one.
  static func invoice(_ row: Row) -> Invoice {
    var reading = RowReading(row)
    let series = Series(cif: reading.text("cif"), name: reading.text("series"))
    let kind: InvoiceKey.Kind? = reading.take { try row.word("kind") }
    let state: InvoiceState? = reading.take { try row.word("state") }
    let document = reading.take { try Self.document(row, in: series) }
    let reserved = reading.take { try Self.reserved(row) }
    let mends: [Mend]? = reading.take { try row.json("mends") }
    let candidates: [Candidate]? = reading.take { try row.json("candidates") }
    let terms: DocumentTerms? = reading.take { try row.json("terms") }
    let failure = reading.take { try row.failure() }
    let id: Invoice.ID = reading.value("id", or: 0)
    let key = InvoiceKey(
      account: AccountID(reading.text("account")), shop: ShopID(reading.text("shop")),
      order: OrderID(reading.text("order_id")), kind: kind ?? .invoice, item: reading.text("item"),
      revision: reading.counted("revision"))
    let (attempt, restores) = (reading.counted("attempt"), reading.counted("restores"))
    let expectedNumber = reading.optionalCount("expected_number")
    let openedBy = EventID(reading.text("opened_by"))
    let cancelling: String? = reading.optional("cancelling")
    let restoring: String? = reading.optional("restoring")
    let paidInside: String? = reading.optional("paid_inside")
    let doubt = reading.take { try Self.doubt(row) }
    let absences = reading.take { try Absences(row) }
    let (createdAt, updatedAt) = (reading.moment("created_at"), reading.moment("updated_at"))
    let original: Invoice.ID? = reading.optional("original")
    let proforma: Invoice.ID? = reading.optional("proforma")
    let proformaNote: String? = reading.optional("proforma_note")
    let isAdopted = reading.value("adopted", or: false)
    let fault = reading.fault(of: "invoice \(id)")
    return Invoice(
      id: id, key: key, series: series,
      state: fault == nil ? state ?? .needsPerson : .needsPerson, attempt: attempt,
      openedBy: openedBy, cancelling: cancelling.map(EventID.init(_:)), document: document,
      expectedNumber: expectedNumber, reserved: reserved, mends: mends ?? [],
      paidInside: paidInside.flatMap { Money($0) }, doubt: doubt, candidates: candidates ?? [],
      failure: fault ?? failure, createdAt: createdAt, updatedAt: updatedAt,
      restoring: restoring.map(EventID.init(_:)), restores: restores, original: original,
      proforma: proforma, proformaNote: proformaNote, terms: terms, isAdopted: isAdopted,
      absences: absences ?? Absences())
  }

  private static func document(_ row: Row, in series: Series) throws -> IssuedDocument? {
    guard let number = try row.optional("number") as String? else { return nil }
    guard
      var document = try reserved(row)?.document(
        InvoiceNumber(series: series.name, text: number))
    else { throw UnreadableColumn(name: "issued_on") }
    document.viewURL = try row.optional("view_url")
    document.editURL = try row.optional("edit_url")
    return document
  }

  private static func reserved(_ row: Row) throws -> ReservedDocument? {
    guard let issuedOn = try row.optional("issued_on") as String? else { return nil }
    guard let total = try (row.optional("total") as String?).flatMap({ Money($0) }),
      let currency = try row.optional("currency") as String?
    else { throw UnreadableColumn(name: "total or currency") }
    return ReservedDocument(total: total, currency: currency, issuedOn: issuedOn)
  }

  private static func doubt(_ row: Row) throws -> Doubt? {
    guard let since = try row.optionalMoment("doubt_since") else { return nil }
    return Doubt(
      since: since, absentAt: try row.optionalMoment("absent_at"),
      rounds: try row.counted("rounds"),
      namedNumber: try row.optional("named_number"))
  }
}

extension Absences {
  init(_ row: Row) throws {
    self.init(
      count: try row.counted("absences"), doubtedAt: try row.optionalMoment("doubted_at"),
      againAt: try row.optionalMoment("again_at"))
  }
}

extension Invoice {
  /// It stands for a document, or may come to.
  var stands: Bool { !state.isDead || restoring != nil }

  /// The order left the statuses that ask for it; the next status change asks anew.
  var isCalledOff: Bool { state == .withdrawn && failure?.code == .orderLeftStatus }

  fileprivate var standingOrNil: Invoice? { stands ? self : nil }
}
