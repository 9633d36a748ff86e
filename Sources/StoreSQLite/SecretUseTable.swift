import Domain
import GRDB

/// When each secret was last used.
struct SecretUseTable {
  let db: Database

  func note(_ use: SecretUse) throws {
    try db.run(
      """
      INSERT INTO secret_uses (shop, fingerprint, last_at) VALUES (?, ?, ?)
      ON CONFLICT (shop, fingerprint) DO UPDATE SET last_at = excluded.last_at
        WHERE excluded.last_at > secret_uses.last_at
      """, [use.shop.rawValue, use.fingerprint, use.lastAt.milliseconds])
  }

  func list() throws -> [SecretUse] {
    try db.rows("SELECT * FROM secret_uses ORDER BY shop, fingerprint").map { row in
      SecretUse(
        shop: ShopID(try row.value("shop")), fingerprint: try row.value("fingerprint"),
        lastAt: try row.moment("last_at"))
    }
  }
}
