import Domain
import GRDB

/// Keeps what waits from waiting longer, or less, where the machine's clock was set. Moments in the
/// database are by that clock, for they must outlast the process.
struct ClockShift {
  let db: Database
  let now: Timestamp

  /// The clock was set while this process ran, so it is known how far.
  func follow(_ shift: Duration) throws {
    let milliseconds = shift.wholeMilliseconds
    // What the clock would show. What is younger was written by the clock as it is now.
    let before = now - shift
    // What is due by either is due.
    let due = min(now, before).milliseconds
    // SQLite would make a sum that overflows, as of a damaged row, a number with a fraction.
    let bounds = Timestamp.bounds
    try db.run(
      """
      UPDATE jobs SET run_at = MIN(run_at, ?4) + ?1, updated_at = updated_at + ?1
      WHERE state = 'available' AND state <> 'completed' AND run_at > ?2
        AND updated_at BETWEEN ?5 AND ?3
      """, [milliseconds, due, before.milliseconds, bounds.upperBound, bounds.lowerBound])
    try db.run(
      """
      UPDATE jobs SET lease_until = MAX(MIN(lease_until, ?3), ?4) + ?1, updated_at = updated_at + ?1
      WHERE state = 'running' AND updated_at BETWEEN ?4 AND ?2
      """, [milliseconds, before.milliseconds, bounds.upperBound, bounds.lowerBound])
    try db.run(
      "UPDATE accounts SET blocked_until = MIN(blocked_until, ?3) + ?1 WHERE blocked_until > ?2",
      [milliseconds, due, bounds.upperBound])
    if shift < .zero { try pullStockIn() }
  }

  /// The clock may have been set while no process ran. A job that was written at a moment still to
  /// come waits from now for as long as it did from then. Answers how far the clock went back since
  /// the newest job that isn't completed.
  func pullIn() throws -> Duration {
    let newest = try db.number("SELECT MAX(updated_at) FROM jobs WHERE state <> 'completed'")
    guard let newest, newest > now.milliseconds else { return .zero }
    try db.run(
      """
      UPDATE jobs SET run_at = ?1 + MAX(run_at - updated_at, 0), updated_at = ?1
      WHERE state = 'available' AND state <> 'completed' AND updated_at > ?1 AND run_at > ?1
      """, [now.milliseconds])
    try pullStockIn()
    return Timestamp(milliseconds: newest) - now
  }

  /// What is known of a stock as of a moment still to come would pass for newer than all that
  /// SmartBill says until then.
  private func pullStockIn() throws {
    try db.run("UPDATE stock_products SET as_of = ?1 WHERE as_of > ?1", [now.milliseconds])
    try db.run(
      "UPDATE stock_shops SET compared_as_of = ?1 WHERE compared_as_of > ?1", [now.milliseconds])
  }
}
