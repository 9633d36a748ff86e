extension Schema {
  /// How each shop's stock ledger stands.
  static let stockShops = """
    CREATE TABLE stock_shops (
      shop TEXT PRIMARY KEY,
      -- What the keys of its products are.
      identity TEXT NOT NULL CHECK (identity IN ('code', 'title')),
      -- When the last comparison of the whole began; without one, all is sent.
      compared_as_of INTEGER
    ) STRICT;
    -- Levels of before may have been overtaken by older ones, so that all is sent once.
    INSERT INTO stock_shops (shop, identity)
    SELECT shop, CASE WHEN MAX(key <> code) = 1 THEN 'title' ELSE 'code' END
    FROM stock_products GROUP BY shop;
    """
}
