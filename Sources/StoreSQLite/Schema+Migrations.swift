/// How an older database comes to have the tables of a new one.
extension Schema {
  /// The version from which the first migration leads on.
  static let oldestVersion = 12

  /// Each takes the schema to the next version. None is edited once it is released; a new one is
  /// appended, and what it makes is written into `tables` too.
  static let migrations: [String] = [
    referenceKey, companies, keep, jumps, absences, refundContent, words, refundEvent,
  ]

  /// What makes the tags of the printed references.
  static let referenceKey = """
    -- Of the tags that tell our printed references from what strangers write; made once, and never
    -- exported.
    ALTER TABLE meta ADD COLUMN reference_key BLOB;
    """

  /// Before a company's first document all its series are searched for documents of ours.
  static let companies = """
    CREATE TABLE verified_companies (
      cif TEXT PRIMARY KEY,
      -- When no series of it was left to be searched.
      verified_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO verified_companies (cif, verified_at)
      SELECT cif, MAX(verified_at) FROM verified_series GROUP BY cif;
    -- Its document was there before this ledger knew of it.
    ALTER TABLE invoices ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0;
    -- The series in which it was planned, where the document that it took over is in another one.
    ALTER TABLE invoices ADD COLUMN planned_series TEXT;
    """

  /// What housekeeping may remove is found by indexes that hold nothing else.
  static let keep = """
    CREATE INDEX events_with_body ON events (received_at) WHERE pruned_by IS NULL;
    CREATE INDEX notices_with_content ON notices (created_at) WHERE content <> '';
    """

  /// Numbers that a series has skipped, and that a person has accepted as no documents: from the
  /// first up to, and without, the next.
  static let jumps = """
    CREATE TABLE accepted_jumps (
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      first INTEGER NOT NULL,
      next INTEGER NOT NULL,
      accepted_at INTEGER NOT NULL,
      PRIMARY KEY (cif, series, first)
    ) STRICT;
    """

  /// What was sent again and again, and proven not to exist each time.
  static let absences = """
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
        'planned', 'sending', 'issued', 'refused', 'in_doubt', 'needs_person', 'proven_absent',
        'cancelled', 'reversed', 'withdrawn', 'abandoned')),
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
      restoring TEXT,
      restores INTEGER NOT NULL DEFAULT 0,
      paid_inside TEXT,
      proforma INTEGER REFERENCES invoices (id),
      proforma_note TEXT,
      terms TEXT,
      -- Its document was there before this ledger knew of it.
      adopted INTEGER NOT NULL DEFAULT 0,
      -- The series in which it was planned, where the document that it took over is in another one.
      planned_series TEXT,
      -- How often it may have been sent, and was proven not to exist; never set back.
      absences INTEGER NOT NULL DEFAULT 0,
      -- Since when it isn't clear what became of it, whatever was proven of a single call.
      doubted_at INTEGER,
      -- Not sent again before.
      again_at INTEGER,
      -- When SmartBill's answer said that it is issued; NULL where it was found, or before this column.
      answered_at INTEGER,
      UNIQUE (shop, order_id, account, kind, item, revision),
      CHECK ((kind IN ('storno', 'refund')) = (original IS NOT NULL)),
      CHECK (state NOT IN ('issued', 'cancelled', 'reversed')
        OR number IS NOT NULL OR kind = 'draft'),
      CHECK (number IS NULL
        OR (total IS NOT NULL AND currency IS NOT NULL AND issued_on IS NOT NULL)),
      CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
    ) STRICT;
    INSERT INTO new_invoices (
      id, account, shop, order_id, kind, item, revision, cif, series, state, attempt, opened_by,
      cancelling, number, number_value, expected_number, total, currency, issued_on, view_url,
      edit_url, request, doubt_since, absent_at, rounds, named_number, candidates, failure_code,
      failure_detail, created_at, updated_at, mends, original, restoring, restores, paid_inside,
      proforma, proforma_note, terms, adopted, planned_series, doubted_at)
    SELECT
      id, account, shop, order_id, kind, item, revision, cif, series, state, attempt, opened_by,
      cancelling, number, number_value, expected_number, total, currency, issued_on, view_url,
      edit_url, request, doubt_since, absent_at, rounds, named_number, candidates, failure_code,
      failure_detail, created_at, updated_at, mends, original, restoring, restores, paid_inside,
      proforma, proforma_note, terms, adopted, planned_series, doubt_since
    FROM invoices;
    DROP TABLE invoices;
    ALTER TABLE new_invoices RENAME TO invoices;
    CREATE UNIQUE INDEX invoices_unclear ON invoices (cif, series)
      WHERE state IN ('sending', 'in_doubt', 'needs_person') AND kind <> 'draft';
    CREATE UNIQUE INDEX invoices_number ON invoices (cif, series, number)
      WHERE number IS NOT NULL;
    CREATE INDEX invoices_standing ON invoices (state, created_at)
      WHERE state IN (
        'planned', 'sending', 'refused', 'in_doubt', 'needs_person', 'proven_absent');
    CREATE INDEX invoices_value ON invoices (cif, series, number_value)
      WHERE number_value IS NOT NULL;
    CREATE UNIQUE INDEX invoices_storno ON invoices (original)
      WHERE kind = 'storno' AND state <> 'cancelled';
    CREATE INDEX invoices_original ON invoices (original) WHERE original IS NOT NULL;
    CREATE UNIQUE INDEX invoices_proforma ON invoices (proforma) WHERE proforma IS NOT NULL;
    CREATE INDEX invoices_doubted ON invoices (state, doubted_at) WHERE doubted_at IS NOT NULL;
    CREATE INDEX invoices_answered ON invoices (account, answered_at)
      WHERE answered_at IS NOT NULL;

    CREATE TABLE new_payments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL,
      shop TEXT NOT NULL,
      order_id TEXT NOT NULL,
      payment_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN (
        'planned', 'sending', 'recorded', 'refused', 'in_doubt', 'needs_person', 'proven_absent',
        'abandoned')),
      attempt INTEGER NOT NULL,
      opened_by TEXT NOT NULL,
      -- As the shop last said, until a call was made.
      method TEXT NOT NULL,
      amount TEXT NOT NULL,
      currency TEXT,
      received_on TEXT,
      -- The invoice that it pays.
      invoice INTEGER REFERENCES invoices (id),
      invoice_series TEXT,
      invoice_number TEXT,
      invoice_revision INTEGER,
      -- Of the reservation, until it is recorded.
      type TEXT,
      receipt_series TEXT,
      receipt_number TEXT,
      request BLOB,
      paid_before TEXT,
      left_to_pay TEXT,
      -- 1: it came within the invoice.
      inside INTEGER NOT NULL DEFAULT 0 CHECK (inside IN (0, 1)),
      -- 1: a person has looked in SmartBill, and wants it sent.
      vouched INTEGER NOT NULL DEFAULT 0 CHECK (vouched IN (0, 1)),
      doubt_since INTEGER,
      unchanged_at INTEGER,
      paid_seen TEXT,
      failure_code TEXT,
      failure_detail TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      -- As of an invoice.
      absences INTEGER NOT NULL DEFAULT 0,
      doubted_at INTEGER,
      again_at INTEGER,
      answered_at INTEGER,
      UNIQUE (shop, order_id, account, payment_id),
      CHECK ((invoice IS NULL) = (invoice_series IS NULL)
        AND (invoice IS NULL) = (invoice_number IS NULL)
        AND (invoice IS NULL) = (invoice_revision IS NULL)),
      CHECK (state NOT IN ('sending', 'in_doubt', 'needs_person')
        OR (invoice IS NOT NULL AND type IS NOT NULL AND paid_before IS NOT NULL)),
      CHECK (state <> 'recorded' OR invoice IS NOT NULL),
      CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
    ) STRICT;
    INSERT INTO new_payments (
      id, account, shop, order_id, payment_id, state, attempt, opened_by, method, amount, currency,
      received_on, invoice, invoice_series, invoice_number, invoice_revision, type,
      receipt_series, receipt_number, request, paid_before, left_to_pay, inside, vouched,
      doubt_since, unchanged_at, paid_seen, failure_code, failure_detail, created_at, updated_at,
      doubted_at)
    SELECT
      id, account, shop, order_id, payment_id, state, attempt, opened_by, method, amount, currency,
      received_on, invoice, invoice_series, invoice_number, invoice_revision, type,
      receipt_series, receipt_number, request, paid_before, left_to_pay, inside, vouched,
      doubt_since, unchanged_at, paid_seen, failure_code, failure_detail, created_at, updated_at,
      doubt_since
    FROM payments;
    DROP TABLE payments;
    ALTER TABLE new_payments RENAME TO payments;
    CREATE UNIQUE INDEX payments_unclear ON payments (shop, order_id, account)
      WHERE state IN ('sending', 'in_doubt', 'needs_person');
    CREATE UNIQUE INDEX payments_inside ON payments (invoice) WHERE inside = 1;
    CREATE INDEX payments_sending ON payments (id) WHERE state = 'sending';
    CREATE INDEX payments_doubted ON payments (state, doubted_at) WHERE doubted_at IS NOT NULL;
    CREATE INDEX payments_answered ON payments (account, answered_at)
      WHERE answered_at IS NOT NULL;

    -- Where the job stands in its lane, instead of by its id: behind what waited there by then. Until
    -- it is due again, none waits for it.
    ALTER TABLE jobs ADD COLUMN place INTEGER;
    CREATE INDEX jobs_behind ON jobs (lane, run, place)
      WHERE place IS NOT NULL AND state IN ('available', 'running');
    """

  /// JSON: what a refund takes back, as its event said; another event under its id must say the same.
  static let refundContent = "ALTER TABLE refunds ADD COLUMN content TEXT"

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

  /// The event whose content it is; NULL where an earlier version kept none.
  static let refundEvent = "ALTER TABLE refunds ADD COLUMN content_event TEXT"
}
