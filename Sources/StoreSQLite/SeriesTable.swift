import Domain
import GRDB

/// Series that are stopped, and accounts that are blocked.
struct SeriesTable {
  let db: Database

  /// Stopped already, it keeps its first reason.
  func stop(_ series: Series, _ failure: Failure, at now: Timestamp) throws {
    try db.run(
      """
      INSERT INTO stopped_series (cif, series, failure_code, failure_detail, stopped_at)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT (cif, series) DO NOTHING
      """,
      [series.cif, series.name, failure.code.rawValue, failure.detail, now.milliseconds])
  }

  /// Whether it was stopped.
  func resume(_ series: Series) throws -> Bool {
    try db.run(
      "DELETE FROM stopped_series WHERE cif = ? AND series = ?", [series.cif, series.name]) > 0
  }

  func stop(of series: Series) throws -> Failure? {
    try db.row(
      "SELECT * FROM stopped_series WHERE cif = ? AND series = ?", [series.cif, series.name]
    )?.failure()
  }

  func stopped() throws -> [StoppedSeries] {
    try db.rows("SELECT * FROM stopped_series ORDER BY cif, series").compactMap { row in
      guard let failure = try row.failure() else { return nil }
      return StoppedSeries(
        series: Series(cif: row["cif"], name: row["series"]), failure: failure,
        stoppedAt: row.moment("stopped_at"))
    }
  }

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
      rows.map { (AccountID($0["account"]), $0.moment("blocked_until")) },
      uniquingKeysWith: { _, last in last })
  }
}
