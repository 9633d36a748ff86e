import Domain
import GRDB

/// Series that are stopped, what else stands in them, and accounts that are blocked.
struct SeriesTable {
  let db: Database

  /// Stopped already, it keeps its first reason; but a jump replaces it, for whoever resumes the
  /// series must know what that accepts, and a search of the series itself tells what it has found.
  func stop(_ series: Series, _ failure: Failure, at now: Timestamp) throws {
    try db.run(
      """
      INSERT INTO stopped_series (cif, series, failure_code, failure_detail, stopped_at)
      VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (cif, series) DO UPDATE
        SET failure_code = ?3, failure_detail = ?4
        WHERE ?3 = ?6 OR ?3 = ?7 AND failure_code IN (?6, ?7) AND INSTR(?4, ?2 || ' ') > 0
      """,
      [
        series.cif, series.name, failure.code.rawValue, failure.detail, now.milliseconds,
        FailureCode.seriesJumped.rawValue, FailureCode.seriesRestored.rawValue,
      ])
  }

  /// Whether it was stopped.
  func resume(_ series: Series) throws -> Bool {
    try db.run(
      "DELETE FROM stopped_series WHERE cif = ? AND series = ?", [series.cif, series.name]) > 0
  }

  func stop(of series: Series) throws -> Failure? {
    try db.row(
      "SELECT * FROM stopped_series WHERE cif = ? AND series = ?", [series.cif, series.name]
    )?.shownFailure(of: "series \(series.name)")
  }

  func stopped() throws -> [StoppedSeries] {
    try db.rows("SELECT * FROM stopped_series ORDER BY cif, series").compactMap { row in
      let series = try row.series()
      return try row.shownFailure(of: "series \(series.name)").map { failure in
        StoppedSeries(series: series, failure: failure, stoppedAt: try row.moment("stopped_at"))
      }
    }
  }

  /// Those in which something of ours is, or is to be, and on which nothing is sent for now.
  func waiting() throws -> [WaitingSeries] {
    let unclear = try db.rows(
      """
      SELECT cif, series, MIN(id) AS id FROM invoices
      WHERE state IN ('in_doubt', 'needs_person') AND kind <> 'draft' GROUP BY cif, series
      """
    ).map { row in
      WaitingSeries(try row.series(), .unclear(try row.value("id")))
    }
    let unverified = try db.rows(
      """
      SELECT DISTINCT cif, series FROM invoices
      WHERE kind NOT IN ('draft', 'proforma') AND (number_value IS NOT NULL OR state = 'planned')
      """
    ).map { try $0.series() }.filter { series in
      try isUnverified(series) || isUnknown(series) || isUnknown(company: series.cif)
    }.map { WaitingSeries($0, .unverified) }
    let stopped = try Set(stopped().map(\.series))
    return (unclear + unverified).filter { !stopped.contains($0.series) }
      .sorted { ($0.series.cif, $0.series.name) < ($1.series.cif, $1.series.name) }
  }

  // MARK: Verifying

  /// Whether the database was restored since the series was compared with SmartBill.
  func isUnverified(_ series: Series) throws -> Bool {
    try db.number(
      """
      SELECT 1 FROM meta WHERE restored_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM verified_series WHERE cif = ? AND series = ?)
      """, [series.cif, series.name]) != nil
  }

  /// Whether the ledger holds no document of ours in the series, and never compared it with SmartBill.
  func isUnknown(_ series: Series) throws -> Bool {
    try db.number(
      """
      SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM verified_series WHERE cif = ?1 AND series = ?2)
        AND NOT EXISTS (SELECT 1 FROM invoices
          WHERE cif = ?1 AND series = ?2 AND number_value IS NOT NULL AND kind <> 'proforma')
      """, [series.cif, series.name]) != nil
  }

  /// Whether a company's series were never searched, or not since a restore, and the ledger can't know
  /// what is in them.
  func isUnknown(company cif: String) throws -> Bool {
    try db.number(
      """
      SELECT 1 FROM meta WHERE NOT EXISTS (SELECT 1 FROM verified_companies WHERE cif = ?1)
        AND (restored_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM invoices
          WHERE cif = ?1 AND number_value IS NOT NULL AND kind <> 'proforma'))
      """, [cif]) != nil
  }

  /// Answers which of the listed series are to be searched.
  func verify(company cif: String, _ listed: [Series: Int], at now: Timestamp) throws -> [Series] {
    var left: [Series] = []
    for (series, next) in listed.sorted(by: { $0.key.name < $1.key.name }) {
      guard try isUnverified(series) || isUnknown(series) else { continue }
      if next == InvoiceNumber.first, try record(of: series, unknownMax: 0).last == nil {
        try verify(series, at: now)
      } else {
        left.append(series)
      }
    }
    if left.isEmpty, try !stopped().contains(where: { $0.isOfSearch(in: cif) }) {
      try db.run(
        """
        INSERT INTO verified_companies (cif, verified_at) VALUES (?, ?)
        ON CONFLICT (cif) DO NOTHING
        """, [cif, now.milliseconds])
    }
    return left
  }

  func verify(_ series: Series, at now: Timestamp) throws {
    try db.run(
      """
      INSERT INTO verified_series (cif, series, verified_at) VALUES (?, ?, ?)
      ON CONFLICT (cif, series) DO NOTHING
      """, [series.cif, series.name, now.milliseconds])
  }

  // MARK: Numbers

  /// Seen before, it is known already. What has no number of a document is no gap either.
  func add(_ found: ForeignDocument) throws {
    guard let value = found.document.number.value else { return }
    try db.run(
      """
      INSERT INTO foreign_documents (cif, series, number, number_value, total, printed, seen_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cif, series, number_value) DO NOTHING
      """,
      [
        found.series.cif, found.series.name, found.document.number.text,
        value, found.document.total?.description,
        found.document.isUnread == true
          ? Self.unread : try JSONText.encode(found.document.references),
        found.seenAt.milliseconds,
      ])
  }

  /// The references of a document that could not be read: JSON's word for what isn't known.
  private static let unread = "null"

  /// A person says that it isn't the invoice whose reference it bears.
  func disown(_ found: ForeignDocument) throws {
    try add(found)
    try db.run(
      "UPDATE foreign_documents SET disowned = 1 WHERE cif = ? AND series = ? AND number_value = ?",
      [found.series.cif, found.series.name, found.document.number.value])
  }

  /// It is one of ours after all.
  func forget(_ number: InvoiceNumber, in series: Series) throws {
    try db.run(
      "DELETE FROM foreign_documents WHERE cif = ? AND series = ? AND number_value = ?",
      [series.cif, series.name, number.value])
  }

  /// A document of the company that bears the reference, or one of the same family: a new database
  /// doesn't know which revision an order had come to. Of several, the reference itself with a tag of
  /// ours goes first, then without one, then what is in this series, then the last.
  func seen(_ reference: InvoiceReference, in series: Series) throws -> InvoiceNumber? {
    let family = reference.family
    let found = try db.rows(
      """
      SELECT number, series, printed FROM foreign_documents
      WHERE cif = ?1 AND disowned = 0 AND total IS NOT NULL
        AND EXISTS (SELECT 1 FROM json_each(printed) WHERE SUBSTR(value, 1, LENGTH(?2)) = ?2)
      ORDER BY series = ?3 DESC, number_value DESC
      """, [series.cif, family, series.name]
    ).compactMap { row -> (number: InvoiceNumber, printed: [InvoiceReference])? in
      let printed: [InvoiceReference] = try JSONText.decode("printed", of: row)
      guard printed.contains(where: { $0.family == family }) else { return nil }
      let number = InvoiceNumber(
        series: try row.value("series"), text: try row.value("number"))
      return (number, printed)
    }
    let proven = found.first { $0.printed.contains(reference) }
    let named = found.first { document in
      document.printed.contains { $0.text == reference.text }
    }
    return (proven ?? named ?? found.first)?.number
  }

  /// A document of the company that could not be read and comes to the order's total; in this series if
  /// there is one, then the last.
  func unread(comingToAsMuchAs order: InvoiceKey, in series: Series) throws -> InvoiceNumber? {
    try db.row(
      """
      SELECT number, series FROM foreign_documents
      WHERE cif = ?1 AND printed = ?2 AND disowned = 0 AND total = (
        SELECT order_words.total FROM order_words
        WHERE shop = ?3 AND order_id = ?4 AND word = 'content')
      ORDER BY series = ?5 DESC, number_value DESC LIMIT 1
      """, [series.cif, Self.unread, order.shop.rawValue, order.order.rawValue, series.name]
    ).map { row in
      InvoiceNumber(series: try row.value("series"), text: try row.value("number"))
    }
  }

  /// The documents after a number that come to that total, and that aren't ours as far as this
  /// database knows; the last first. None where it knows all of ours.
  ///
  /// - Parameter evenIfNew: for what a new database adopted; else only one that was restored is asked.
  func found(in series: Series, after number: Int, of total: Money, evenIfNew: Bool) throws
    -> [InvoiceNumber]
  {
    try db.rows(
      """
      SELECT number FROM foreign_documents
      WHERE cif = ? AND series = ? AND number_value > ? AND total = ? AND disowned = 0
        AND (? OR EXISTS (SELECT 1 FROM meta WHERE restored_at IS NOT NULL))
      ORDER BY number_value DESC LIMIT ?
      """,
      [
        series.cif, series.name, number, total.description, evenIfNew, Self.lookalikesMax,
      ]
    ).map { InvoiceNumber(series: series.name, text: try $0.value("number")) }
  }

  /// Each is looked at within one claim; so many stornos of one total in a copy's age are rare.
  private static let lookalikesMax = 20

  /// The documents that bear the reference, and of which a person said that they aren't its invoice.
  func disowned(_ reference: InvoiceReference, in series: Series) throws -> Set<InvoiceNumber> {
    let numbers = try db.rows(
      """
      SELECT number FROM foreign_documents
      WHERE cif = ?1 AND series = ?2 AND disowned = 1
        AND EXISTS (SELECT 1 FROM json_each(printed) WHERE SUBSTR(value, 1, LENGTH(?3)) = ?3)
      """, [series.cif, series.name, reference.text]
    ).map { InvoiceNumber(series: series.name, text: try $0.value("number")) }
    return Set(numbers)
  }

  func foreign(limit: Int) throws -> [ForeignDocument] {
    try db.rows("SELECT * FROM foreign_documents ORDER BY id DESC LIMIT ?", [limit]).map { row in
      var reading = RowReading(row)
      let series = try row.series()
      let isUnread = (reading.optional("printed") as String?) == Self.unread
      let printed: [InvoiceReference]? =
        isUnread ? nil : reading.take { try row.json("printed") }
      return ForeignDocument(
        series: series,
        document: Candidate(
          number: InvoiceNumber(series: series.name, text: try row.value("number")),
          total: try (row.optional("total") as String?).flatMap { Money($0) },
          references: printed ?? [], isUnread: isUnread ? true : nil),
        seenAt: try row.moment("seen_at"))
    }
  }

  func record(of series: Series, unknownMax: Int) throws -> SeriesRecord {
    let names: StatementArguments = [series.cif, series.name]
    let unknown = try unknownMax > 0 ? gaps(in: series, limit: unknownMax) : []
    let (isUnverified, isUnknown) = (try self.isUnverified(series), try self.isUnknown(series))
    let ends = try db.row(
      """
      SELECT MIN(first) AS first, MAX(last) AS last FROM (
        SELECT MIN(number_value) AS first, MAX(number_value) AS last FROM invoices
          WHERE cif = ?1 AND series = ?2 AND number_value > 0
        UNION ALL SELECT MIN(number_value), MAX(number_value) FROM foreign_documents
          WHERE cif = ?1 AND series = ?2 AND number_value > 0)
      """, names)
    return SeriesRecord(
      unknown: Array(unknown.lazy.flatMap(SeriesRecord.lookedUp).joined().prefix(unknownMax)),
      first: try ends?.optionalCount("first"), last: try ends?.optionalCount("last"),
      holdsOurs: try db.number(
        """
        SELECT 1 FROM invoices
        WHERE cif = ? AND series = ? AND number_value IS NOT NULL LIMIT 1
        """, names) != nil,
      unclear: try unclear(in: series), isUnverified: isUnverified, isUnknown: isUnknown,
      jump: try unknownMax > 0
        ? gaps(in: series, longerThan: SeriesRecord.jumpMin, limit: 1).first : nil,
      found: isUnverified || isUnknown ? try found(in: series) : nil)
  }

  private func found(in series: Series) throws -> SeriesRecord.Found? {
    try db.row(
      """
      SELECT MIN(number_value) AS first, MAX(number_value) AS last, COUNT(*) AS found,
        SUM(printed NOT IN ('[]', ?3)) AS ours, SUM(printed = ?3) AS unread,
        SUM(total IS NULL) AS absent,
        MIN(CASE WHEN printed <> '[]' THEN number_value END) AS lowest_ours
      FROM foreign_documents
      WHERE cif = ?1 AND series = ?2 AND disowned = 0
        AND seen_at >= COALESCE((SELECT restored_at FROM meta), 0)
      """, [series.cif, series.name, Self.unread]
    ).flatMap { row in
      guard let first = try row.optionalCount("first"), let last = try row.optionalCount("last")
      else { return nil }
      return SeriesRecord.Found(
        first: first, last: last, count: try row.value("found"), ours: try row.value("ours"),
        unread: try row.value("unread"), absent: try row.value("absent"),
        lowestOurs: try row.optionalCount("lowest_ours"))
    }
  }

  /// The numbers between two known ones that nobody knows, and that no person has accepted as
  /// skipped; the lowest first.
  private func gaps(in series: Series, longerThan count: Int = 0, limit: Int) throws
    -> [Range<Int>]
  {
    try db.rows(
      """
      SELECT value + 1 AS first, next FROM (
        SELECT value, LEAD(value) OVER (ORDER BY value) AS next FROM (
          SELECT number_value AS value FROM invoices
            WHERE cif = ?1 AND series = ?2 AND number_value > 0
          UNION SELECT number_value FROM foreign_documents
            WHERE cif = ?1 AND series = ?2 AND number_value > 0)
      ) AS gap WHERE next > value + 1 + ?3 AND NOT EXISTS (
        SELECT 1 FROM accepted_jumps AS jump WHERE cif = ?1 AND series = ?2
          AND jump.first <= gap.value + 1 AND gap.next <= jump.next)
      ORDER BY value LIMIT ?4
      """, [series.cif, series.name, count, limit]
    ).map { row in
      let (first, next) = (try row.counted("first"), try row.counted("next"))
      // The statement gives no other.
      guard first < next else { throw DamagedColumn(name: "number_value") }
      return first..<next
    }
  }

  /// A person says that the numbers which the series has skipped are no documents.
  func acceptJumps(in series: Series, at now: Timestamp) throws {
    for jump in try gaps(in: series, longerThan: SeriesRecord.jumpMin, limit: Self.jumpsMax) {
      try db.run(
        """
        INSERT INTO accepted_jumps (cif, series, first, next, accepted_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (cif, series, first) DO UPDATE SET next = MAX(next, excluded.next)
        """, [series.cif, series.name, jump.lowerBound, jump.upperBound, now.milliseconds])
    }
  }

  /// More than a series has in a century of years.
  private static let jumpsMax = 100

  /// The invoice of the series of which it isn't known whether it was issued: one at the most, as
  /// the unique index `invoices_unclear` has it.
  func unclear(in series: Series) throws -> Invoice.ID? {
    try db.number(
      """
      SELECT id FROM invoices
      WHERE cif = ? AND series = ? AND state IN ('sending', 'in_doubt', 'needs_person')
        AND kind <> 'draft'
      """, [series.cif, series.name])
  }

  // MARK: Accounts

  /// Never shortens a block.
  func block(_ account: AccountID, until: Timestamp) throws {
    try db.run(
      """
      INSERT INTO accounts (account, blocked_until) VALUES (?, ?)
      ON CONFLICT (account) DO UPDATE SET blocked_until = excluded.blocked_until
        WHERE excluded.blocked_until > accounts.blocked_until
      """, [account.rawValue, until.milliseconds])
  }

  func blocked(at now: Timestamp) throws -> [AccountID: Timestamp] {
    let rows = try db.rows(
      "SELECT * FROM accounts WHERE blocked_until > ?", [now.milliseconds])
    return Dictionary(
      try rows.map { (AccountID(try $0.value("account")), try $0.moment("blocked_until")) },
      uniquingKeysWith: { _, last in last })
  }
}
