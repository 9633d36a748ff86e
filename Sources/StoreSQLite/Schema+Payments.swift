extension Schema {
  /// Payments: a ledger of their own, since an invoice may have several, which take no number in a
  /// series of ours.
  static let payments = """
    -- What the document says to be paid of it.
    ALTER TABLE invoices ADD COLUMN paid_inside TEXT;

    CREATE TABLE payments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL,
      shop TEXT NOT NULL,
      order_id TEXT NOT NULL,
      payment_id TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN (
        'planned', 'sending', 'recorded', 'refused', 'in_doubt', 'needs_person', 'abandoned')),
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
      UNIQUE (shop, order_id, account, payment_id),
      CHECK ((invoice IS NULL) = (invoice_series IS NULL)
        AND (invoice IS NULL) = (invoice_number IS NULL)
        AND (invoice IS NULL) = (invoice_revision IS NULL)),
      CHECK (state NOT IN ('sending', 'in_doubt', 'needs_person')
        OR (invoice IS NOT NULL AND type IS NOT NULL AND paid_before IS NOT NULL)),
      CHECK (state <> 'recorded' OR invoice IS NOT NULL),
      CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
    ) STRICT;
    -- What is paid of an invoice tells what became of one payment, not of two.
    CREATE UNIQUE INDEX payments_unclear ON payments (shop, order_id, account)
      WHERE state IN ('sending', 'in_doubt', 'needs_person');
    CREATE UNIQUE INDEX payments_inside ON payments (invoice) WHERE inside = 1;
    CREATE INDEX payments_sending ON payments (id) WHERE state = 'sending';

    CREATE TABLE payment_bindings (
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      payment INTEGER NOT NULL REFERENCES payments (id),
      bound_at INTEGER NOT NULL,
      PRIMARY KEY (shop, event)
    ) STRICT;
    CREATE INDEX payment_bindings_of_payment ON payment_bindings (payment);

    CREATE TABLE payment_evidence (
      id INTEGER PRIMARY KEY,
      payment INTEGER NOT NULL REFERENCES payments (id),
      attempt INTEGER NOT NULL,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('answered', 'not_sent', 'unclear')),
      status INTEGER,
      body BLOB,
      detail TEXT
    ) STRICT;
    CREATE INDEX evidence_of_payment ON payment_evidence (payment);
    CREATE TRIGGER payment_evidence_is_never_changed BEFORE UPDATE ON payment_evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
    CREATE TRIGGER payment_evidence_is_never_deleted BEFORE DELETE ON payment_evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

    -- The audit trail may be of a payment too.
    CREATE TABLE new_attempts (
      id INTEGER PRIMARY KEY,
      job INTEGER,
      invoice INTEGER REFERENCES invoices (id),
      payment INTEGER REFERENCES payments (id),
      cif TEXT,
      series TEXT,
      replay INTEGER REFERENCES replays (id),
      number INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      failure_code TEXT,
      failure_detail TEXT,
      who TEXT NOT NULL,
      why TEXT,
      CHECK (job IS NOT NULL OR invoice IS NOT NULL OR payment IS NOT NULL
        OR series IS NOT NULL OR replay IS NOT NULL)
    ) STRICT;
    INSERT INTO new_attempts (id, job, invoice, cif, series, replay, number, started_at, ended_at,
      outcome, failure_code, failure_detail, who, why)
    SELECT id, job, invoice, cif, series, replay, number, started_at, ended_at, outcome,
      failure_code, failure_detail, who, why FROM attempts;
    DROP TABLE attempts;
    ALTER TABLE new_attempts RENAME TO attempts;
    CREATE INDEX attempts_of_job ON attempts (job) WHERE job IS NOT NULL;
    CREATE INDEX attempts_of_invoice ON attempts (invoice) WHERE invoice IS NOT NULL;
    CREATE INDEX attempts_of_payment ON attempts (payment) WHERE payment IS NOT NULL;
    CREATE INDEX attempts_of_replay ON attempts (replay) WHERE replay IS NOT NULL;
    """
}
