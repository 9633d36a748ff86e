extension Schema {
  /// The newest words of each order, kept for ever: an event that comes late must not go before them.
  static let words = """
    CREATE TABLE order_words (
      shop TEXT NOT NULL,
      order_id TEXT NOT NULL,
      word TEXT NOT NULL
        CHECK (word IN ('content', 'issue', 'cancel', 'proforma', 'proforma_cancel')),
      -- The newest event's place: its moment, and its sequence among those of one moment.
      moment INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      -- 1: the moment is the event's own; 0: that of its receipt.
      claimed INTEGER NOT NULL CHECK (claimed IN (0, 1)),
      event TEXT NOT NULL,
      -- Of the content alone: a SHA-256 of the order, and what it comes to.
      digest BLOB,
      total TEXT,
      currency TEXT,
      noted_at INTEGER NOT NULL,
      PRIMARY KEY (shop, order_id, word),
      CHECK ((word = 'content') = (digest IS NOT NULL))
    ) STRICT, WITHOUT ROWID;

    -- The place of the event that was bound, and of the content that was last to be sent.
    ALTER TABLE bindings ADD COLUMN moment INTEGER;
    ALTER TABLE bindings ADD COLUMN sequence INTEGER;
    ALTER TABLE bindings ADD COLUMN claimed INTEGER;
    ALTER TABLE invoices ADD COLUMN content_moment INTEGER;
    ALTER TABLE invoices ADD COLUMN content_sequence INTEGER;
    ALTER TABLE invoices ADD COLUMN content_claimed INTEGER;
    -- The total of the order that the shop was last told differs from the invoice's.
    ALTER TABLE invoices ADD COLUMN told_total TEXT;
    -- 1: it reserved a call once.
    ALTER TABLE jobs ADD COLUMN sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1));
    UPDATE jobs SET sent = 1
    WHERE kind IN ('issue', 'draft', 'proforma') AND attempt > 0 AND state <> 'completed';

    -- Whose documents there may be: for whom a call was ever reserved.
    CREATE TABLE document_owners (
      shop TEXT NOT NULL,
      account TEXT NOT NULL,
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      noted_at INTEGER NOT NULL,
      PRIMARY KEY (shop, account, cif, series)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO document_owners (shop, account, cif, series, noted_at)
    SELECT shop, account, cif, series, MIN(created_at) FROM invoices WHERE attempt > 0
    GROUP BY shop, account, cif, series;
    """
}
