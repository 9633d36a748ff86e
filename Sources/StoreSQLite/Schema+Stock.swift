extension Schema {
  /// The stock ledger. Quantities are ten-thousandths; keys are compared by their bytes.
  static let stock = """
    -- What each shop last acknowledged, a row a product.
    CREATE TABLE stock_products (
      shop TEXT NOT NULL,
      -- The code, or the title where products are told apart by it.
      key TEXT NOT NULL,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      level INTEGER,
      -- When that was SmartBill's stock.
      as_of INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('listed', 'hidden', 'rejected')),
      remark TEXT,
      acknowledged_at INTEGER,
      PRIMARY KEY (shop, key),
      CHECK ((level IS NULL) = (acknowledged_at IS NULL)),
      CHECK (level IS NOT NULL OR state = 'rejected')
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stock_products_apart ON stock_products (shop, state, key)
      WHERE state <> 'listed';

    CREATE TABLE stock_passes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      run INTEGER NOT NULL,
      -- JSON.
      report TEXT NOT NULL,
      began_at INTEGER NOT NULL,
      UNIQUE (shop, event, run)
    ) STRICT;
    CREATE INDEX stock_passes_of_shop ON stock_passes (shop, id);

    -- What a shop is still to be told; gone once it has answered.
    CREATE TABLE stock_batches (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      pass INTEGER NOT NULL REFERENCES stock_passes (id),
      webhook_id TEXT NOT NULL UNIQUE,
      sequence INTEGER NOT NULL,
      items INTEGER NOT NULL,
      -- JSON.
      content TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX stock_batches_of_pass ON stock_batches (pass);

    -- The last sequence of each shop's batches.
    CREATE TABLE stock_sequences (
      shop TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL
    ) STRICT;

    -- What the shop answered for each product, the newest of each; a pass may be gone.
    CREATE TABLE stock_history (
      id INTEGER PRIMARY KEY,
      shop TEXT NOT NULL,
      key TEXT NOT NULL,
      at INTEGER NOT NULL,
      as_of INTEGER NOT NULL,
      level INTEGER NOT NULL,
      result TEXT NOT NULL
        CHECK (result IN ('updated', 'created_hidden', 'unchanged', 'rejected')),
      reason TEXT,
      pass INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX stock_history_of_product ON stock_history (shop, key, id);
    """
}
