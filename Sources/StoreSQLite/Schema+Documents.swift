extension Schema {
  /// Documents of other kinds than invoices: an order may have a storno, refunds, a proforma and a draft too.
  static let documents = """
    CREATE TABLE new_invoices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL,
      shop TEXT NOT NULL,
      order_id TEXT NOT NULL,
      kind TEXT NOT NULL
        CHECK (kind IN ('invoice', 'storno', 'refund', 'proforma', 'draft')),
      -- Which of the order's documents of a kind; empty where there is one.
      item TEXT NOT NULL,
      revision INTEGER NOT NULL,
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN (
        'planned', 'sending', 'issued', 'refused', 'in_doubt', 'needs_person', 'cancelled',
        'reversed', 'withdrawn', 'abandoned')),
      attempt INTEGER NOT NULL,
      opened_by TEXT NOT NULL,
      cancelling TEXT,
      number TEXT,
      -- The number as an integer, to tell what stands between two; NULL if it is none.
      number_value INTEGER,
      expected_number INTEGER,
      -- Of the reservation, until a document says otherwise.
      total TEXT,
      currency TEXT,
      issued_on TEXT,
      view_url TEXT,
      edit_url TEXT,
      request BLOB,
      doubt_since INTEGER,
      absent_at INTEGER,
      rounds INTEGER NOT NULL DEFAULT 0,
      named_number TEXT,
      -- JSON, for a person who has to decide.
      candidates TEXT,
      failure_code TEXT,
      failure_detail TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      mends TEXT,
      -- The invoice that a storno or a refund takes back.
      original INTEGER REFERENCES invoices (id),
      -- The order first, so that it also finds an order's invoices.
      UNIQUE (shop, order_id, account, kind, item, revision),
      CHECK ((kind IN ('storno', 'refund')) = (original IS NOT NULL)),
      CHECK (state NOT IN ('issued', 'cancelled', 'reversed')
        OR number IS NOT NULL OR kind = 'draft'),
      CHECK (number IS NULL
        OR (total IS NOT NULL AND currency IS NOT NULL AND issued_on IS NOT NULL)),
      CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
    ) STRICT;
    INSERT INTO new_invoices (
      account, shop, order_id, kind, item, id, revision, cif, series, state, attempt,
      opened_by, cancelling, number, number_value, expected_number, total, currency,
      issued_on, view_url, edit_url, request, doubt_since, absent_at, rounds, named_number,
      candidates, failure_code, failure_detail, created_at, updated_at, mends, original)
    SELECT
      account, shop, order_id, kind, '', id, revision, cif, series, state, attempt,
      opened_by, cancelling, number, number_value, expected_number, total, currency,
      issued_on, view_url, edit_url, request, doubt_since, absent_at, rounds, named_number,
      candidates, failure_code, failure_detail, created_at, updated_at, mends, NULL
    FROM invoices;
    DROP TABLE invoices;
    ALTER TABLE new_invoices RENAME TO invoices;
    CREATE UNIQUE INDEX invoices_unclear ON invoices (cif, series)
      WHERE state IN ('sending', 'in_doubt', 'needs_person');
    CREATE UNIQUE INDEX invoices_number ON invoices (cif, series, number)
      WHERE number IS NOT NULL;
    CREATE INDEX invoices_standing ON invoices (state, created_at)
      WHERE state IN ('planned', 'sending', 'refused', 'in_doubt', 'needs_person');
    CREATE INDEX invoices_value ON invoices (cif, series, number_value)
      WHERE number_value IS NOT NULL;

    CREATE TABLE new_bindings (
      -- In the order of binding, which says who asked last: a copy may number implicit ids anew.
      id INTEGER PRIMARY KEY,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      verb TEXT NOT NULL CHECK (verb IN ('issue', 'cancel', 'restore', 'reverse')),
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      bound_at INTEGER NOT NULL,
      UNIQUE (shop, event, verb)
    ) STRICT;
    INSERT INTO new_bindings (id, shop, event, verb, invoice, bound_at)
    SELECT id, shop, event, verb, invoice, bound_at FROM bindings;
    DROP TABLE bindings;
    ALTER TABLE new_bindings RENAME TO bindings;
    CREATE INDEX bindings_of_invoice ON bindings (invoice);
    """
}
