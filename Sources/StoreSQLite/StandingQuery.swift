import Domain
import GRDB

/// Counts what is open, from indexes that hold nothing else.
struct StandingQuery {
  let db: Database

  func answer(of series: [Series]) throws -> Standing {
    let stopped = try SeriesTable(db: db).stopped()
    let others = stopped.map(\.series).filter { !series.contains($0) }
    return Standing(
      jobs: try jobs(), dueSince: try JobTable(db: db).nextDue(in: Set(Pool.allCases)),
      invoices: try invoices(), payments: try payments(),
      series: try (series + others).map { series in
        try standing(of: series, stopped.first { $0.series == series }?.failure)
      })
  }

  // MARK: Jobs

  private func jobs() throws -> [JobStanding] {
    var standings: [JobStanding] = []
    for state in Job.State.standing {
      for kind in JobKind.allCases {
        if let standing = try standing(of: kind, state) { standings.append(standing) }
      }
    }
    return standings
  }

  /// The index gives the oldest first, so that the count may stop anywhere.
  private func standing(of kind: JobKind, _ state: Job.State) throws -> JobStanding? {
    let found = try db.row(
      """
      SELECT COUNT(*) AS count, MIN(created_at) AS oldest_at FROM (
        SELECT created_at FROM jobs INDEXED BY jobs_standing
        WHERE state <> 'completed' AND state = ? AND kind = ?
        ORDER BY created_at LIMIT \(Standing.countMax))
      """, [state.rawValue, kind.rawValue])
    guard let found, let oldest = try found.optionalMoment("oldest_at") else { return nil }
    return JobStanding(
      kind: kind, state: state, count: try found.value("count"), oldestAt: oldest)
  }

  // MARK: Invoices

  private func invoices() throws -> [InvoiceStanding] {
    try InvoiceState.open.compactMap(standing)
  }

  private func standing(of state: InvoiceState) throws -> InvoiceStanding? {
    let found = try db.row(
      """
      SELECT COUNT(*) AS count, MIN(created_at) AS oldest_at FROM (
        SELECT created_at FROM invoices INDEXED BY invoices_standing
        WHERE state IN (
            'planned', 'sending', 'refused', 'in_doubt', 'needs_person', 'proven_absent')
          AND state = ?
          -- One that waits as its shop's settings have it isn't late.
          AND NOT (state = 'planned' AND EXISTS (
            SELECT 1 FROM jobs WHERE jobs.shop = invoices.shop AND jobs.event = invoices.opened_by
              AND jobs.kind = 'wait' AND jobs.state IN ('available', 'running')))
          -- Nor is one that the settings have nothing issued for.
          AND NOT (state = 'refused' AND failure_code IS 'order_total_zero')
        ORDER BY created_at LIMIT \(Standing.countMax))
      """, [state.rawValue])
    guard let found, let oldest = try found.optionalMoment("oldest_at") else { return nil }
    return InvoiceStanding(
      state: state, count: try found.value("count"), oldestAt: oldest,
      doubtSince: try doubt(of: state))
  }

  private func doubt(of state: InvoiceState) throws -> Timestamp? {
    try db.number(
      """
      SELECT MIN(doubted_at) FROM invoices INDEXED BY invoices_doubted
      WHERE doubted_at IS NOT NULL AND state = ?
      """, [state.rawValue]
    ).map(Timestamp.init(milliseconds:))
  }

  // MARK: Payments

  /// An index holds those alone that aren't clear since their first doubt.
  private func payments() throws -> [PaymentStanding] {
    try PaymentState.allCases.compactMap { state in
      let found = try db.row(
        """
        SELECT COUNT(*) AS count, MIN(created_at) AS oldest_at, MIN(doubted_at) AS doubted_at
        FROM (
          SELECT created_at, doubted_at FROM payments INDEXED BY payments_doubted
          WHERE doubted_at IS NOT NULL AND state = ?
          LIMIT \(Standing.countMax))
        """, [state.rawValue])
      guard let found, let oldest = try found.optionalMoment("oldest_at") else { return nil }
      return PaymentStanding(
        state: state, count: try found.value("count"), oldestAt: oldest,
        doubtSince: try found.optionalMoment("doubted_at"))
    }
  }

  // MARK: Series

  /// A damaged row may hold a higher one; SmartBill writes none of more digits.
  private static let numberMax = 9_999_999_999

  private func standing(of series: Series, _ stopped: Failure?) throws -> SeriesStanding {
    let names: StatementArguments = [series.cif, series.name]
    let ours = try db.number(
      """
      SELECT MAX(number_value) FROM invoices
      WHERE cif = ? AND series = ? AND number_value IS NOT NULL
        AND number_value BETWEEN 1 AND \(Self.numberMax)
      """, names)
    let others = try db.number(
      """
      SELECT MAX(number_value) FROM foreign_documents
      WHERE cif = ? AND series = ? AND number_value BETWEEN 1 AND \(Self.numberMax)
      """, names)
    return SeriesStanding(
      series: series, lastNumber: [ours, others].compactMap { $0 }.max().map(Int.init),
      unclear: try SeriesTable(db: db).unclear(in: series), stopped: stopped)
  }
}
