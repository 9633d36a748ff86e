extension Schema {
  /// Refunds, and what takes an invoice back.
  static let refunds = """
    -- Which invoice a refund is of, decided once, and the document that it became.
    CREATE TABLE refunds (
      id INTEGER PRIMARY KEY,
      account TEXT NOT NULL,
      shop TEXT NOT NULL,
      order_id TEXT NOT NULL,
      refund TEXT NOT NULL,
      original INTEGER NOT NULL REFERENCES invoices (id),
      document INTEGER REFERENCES invoices (id),
      bound_at INTEGER NOT NULL,
      UNIQUE (shop, order_id, account, refund)
    ) STRICT;
    -- SmartBill reverses an invoice once only.
    CREATE UNIQUE INDEX invoices_storno ON invoices (original) WHERE kind = 'storno';
    CREATE INDEX invoices_original ON invoices (original) WHERE original IS NOT NULL;
    """
}
