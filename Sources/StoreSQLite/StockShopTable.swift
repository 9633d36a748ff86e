import Domain
import GRDB

/// How the stock ledger of each shop stands.
struct StockShopTable {
  let db: Database

  func find(_ shop: ShopID) throws -> StockStanding? {
    let row = try db.row(
      "SELECT identity, compared_as_of FROM stock_shops WHERE shop = ?", [shop.rawValue])
    return try row.map { row in
      StockStanding(
        identity: try row.word("identity"),
        comparedAsOf: try row.optionalMoment("compared_as_of"))
    }
  }

  /// Products that were told apart by something else can't be found under what they are now.
  func tell(_ shop: ShopID, apartBy identity: ProductIdentity) throws {
    guard try find(shop)?.identity != identity else { return }
    try db.run("DELETE FROM stock_products WHERE shop = ?", [shop.rawValue])
    try db.run(
      """
      INSERT INTO stock_shops (shop, identity) VALUES (?1, ?2)
      ON CONFLICT (shop) DO UPDATE SET identity = ?2, compared_as_of = NULL
      """, [shop.rawValue, identity.rawValue])
  }

  func note(comparedAsOf moment: Timestamp?, of shop: ShopID) throws {
    try db.run(
      "UPDATE stock_shops SET compared_as_of = ? WHERE shop = ?",
      [moment?.milliseconds, shop.rawValue])
  }
}
