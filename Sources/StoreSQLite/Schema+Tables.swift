extension Schema {
  /// The tables of a new database. A database that was migrated has the same ones: a test compares
  /// them, but for comments.
  ///
  /// Times are milliseconds since 1970, UTC; amounts are decimal text; a failure is its code and
  /// detail. Ids that name something outside the database are never used twice (AUTOINCREMENT).
  /// Columns that a migration added stand last, as SQLite adds them.
  static let tables = """
    CREATE TABLE meta (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      -- Random, part of every notice's id: a database made anew never uses an id again.
      instance TEXT NOT NULL,
      notices_told INTEGER NOT NULL,
      -- No sequence of a callback is below it: an order's lost ones may have been told.
      sequence_floor INTEGER NOT NULL DEFAULT 0,
      -- When it was restored from a copy, the last time.
      restored_at INTEGER,
      created_at INTEGER NOT NULL,
      -- Of the tags that tell our printed references from what strangers write; made once, and never
      -- exported.
      reference_key BLOB
    ) STRICT;

    -- What came in.

    CREATE TABLE events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      shop TEXT NOT NULL,
      id TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      body BLOB NOT NULL,
      type TEXT,
      subject TEXT,
      occurred_at TEXT,
      trace TEXT,
      -- The prune that removed the body, and the SHA-256 by which a duplicate of it is known.
      pruned_by INTEGER REFERENCES prunes (id),
      body_digest BLOB,
      UNIQUE (shop, id),
      CHECK ((pruned_by IS NULL) = (body_digest IS NULL)),
      CHECK (pruned_by IS NULL OR LENGTH(body) = 0)
    ) STRICT;
    CREATE INDEX events_by_subject ON events (subject) WHERE subject IS NOT NULL;
    -- What housekeeping may remove is found by an index that holds nothing else.
    CREATE INDEX events_with_body ON events (received_at) WHERE pruned_by IS NULL;

    -- Further deliveries of an event; a body only where it differs from the first.
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY,
      event INTEGER NOT NULL REFERENCES events (sequence),
      received_at INTEGER NOT NULL,
      differs INTEGER NOT NULL CHECK (differs IN (0, 1)),
      body BLOB
    ) STRICT;
    CREATE INDEX deliveries_of_event ON deliveries (event);

    -- Bodies that a person has had removed, and its audit.
    CREATE TABLE prunes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      -- NULL if it was of one person, whose name isn't kept.
      received_before INTEGER,
      events INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      who TEXT NOT NULL,
      why TEXT NOT NULL,
      started_at INTEGER NOT NULL
    ) STRICT;

    -- What is to be done.

    CREATE TABLE jobs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      pool TEXT NOT NULL,
      lane TEXT,
      -- 1 for the one open job of a lane that may run, and for open jobs without a lane.
      head INTEGER NOT NULL CHECK (head IN (0, 1)),
      -- 1 goes before the others of its lane, whatever its age: they wait for what it settles.
      urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
      -- Of the event: 0 is what came in, above 0 the replay that asks for it anew.
      run INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL
        CHECK (state IN ('available', 'running', 'completed', 'held', 'discarded')),
      attempt INTEGER NOT NULL,
      run_at INTEGER NOT NULL,
      lease_until INTEGER,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      -- JSON; NULL where the other columns say it all.
      command TEXT CHECK (command IS NOT NULL OR kind = 'handle'),
      failure_code TEXT,
      failure_detail TEXT,
      note TEXT,
      started_at INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      -- Where the job stands in its lane, instead of by its id: behind what waited there by then.
      -- Until it is due again, none waits for it.
      place INTEGER,
      -- 1: it reserved a call once.
      sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
      CHECK ((state = 'running') = (lease_until IS NOT NULL)),
      CHECK (head = 0 OR state IN ('available', 'running')),
      CHECK (head = 1 OR state <> 'running')
    ) STRICT;
    CREATE UNIQUE INDEX jobs_running ON jobs (lane) WHERE state = 'running';
    CREATE UNIQUE INDEX jobs_head ON jobs (lane) WHERE head = 1 AND lane IS NOT NULL;
    -- What came in goes before what is replayed, so each has an index.
    CREATE INDEX jobs_due ON jobs (pool, run_at, id)
      WHERE state = 'available' AND head = 1 AND run = 0;
    CREATE INDEX jobs_due_again ON jobs (pool, run_at, id)
      WHERE state = 'available' AND head = 1 AND run > 0;
    CREATE INDEX jobs_to_handle ON jobs (run, id) WHERE state = 'available' AND pool = 'handling';
    CREATE INDEX jobs_leased ON jobs (pool, lease_until) WHERE state = 'running';
    CREATE INDEX jobs_open ON jobs (lane, urgent DESC, run, id)
      WHERE state IN ('available', 'running') AND lane IS NOT NULL;
    CREATE INDEX jobs_behind ON jobs (lane, run, place)
      WHERE place IS NOT NULL AND state IN ('available', 'running');
    CREATE INDEX jobs_of_replay ON jobs (run)
      WHERE run > 0 AND state IN ('available', 'running') AND kind <> 'watch';
    CREATE INDEX jobs_held ON jobs (id) WHERE state = 'held';
    CREATE INDEX jobs_discarded ON jobs (id) WHERE state = 'discarded';
    CREATE INDEX jobs_of_event ON jobs (shop, event);
    -- Counts what is open, and names the oldest of it, without a look at the rows.
    CREATE INDEX jobs_standing ON jobs (state, kind, created_at) WHERE state <> 'completed';

    -- The audit trail: of a job, of an invoice, of a payment, of a series, or of a replay.
    CREATE TABLE attempts (
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
    CREATE INDEX attempts_of_job ON attempts (job) WHERE job IS NOT NULL;
    CREATE INDEX attempts_of_invoice ON attempts (invoice) WHERE invoice IS NOT NULL;
    CREATE INDEX attempts_of_payment ON attempts (payment) WHERE payment IS NOT NULL;
    CREATE INDEX attempts_of_replay ON attempts (replay) WHERE replay IS NOT NULL;

    -- The invoices' ledger.

    -- An order may have a storno, refunds, a proforma and a draft too.
    CREATE TABLE invoices (
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
      -- JSON: what was put right in an order before its invoice was sent.
      mends TEXT,
      -- The invoice that a storno or a refund takes back.
      original INTEGER REFERENCES invoices (id),
      -- The event whose restore is bound to it and not yet done.
      restoring TEXT,
      -- How often it was restored: each cancel and each restore is a fact of its own.
      restores INTEGER NOT NULL DEFAULT 0,
      -- What the document says to be paid of it.
      paid_inside TEXT,
      -- The proforma that the last create call makes, or made, it from.
      proforma INTEGER REFERENCES invoices (id),
      -- Why it was made of the order, though a proforma of it stands.
      proforma_note TEXT,
      -- JSON: what the settings decided about a document when it was last to be sent. What takes a
      -- part of it back later says the same, whatever the order's status and the settings are by then.
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
      -- The place of the content that was last to be sent, as in order_words.
      content_moment INTEGER,
      content_sequence INTEGER,
      content_claimed INTEGER,
      -- The total of the order that the shop was last told differs from the invoice's.
      told_total TEXT,
      -- The order first, so that it also finds an order's invoices.
      UNIQUE (shop, order_id, account, kind, item, revision),
      CHECK ((kind IN ('storno', 'refund')) = (original IS NOT NULL)),
      CHECK (state NOT IN ('issued', 'cancelled', 'reversed')
        OR number IS NOT NULL OR kind = 'draft'),
      CHECK (number IS NULL
        OR (total IS NOT NULL AND currency IS NOT NULL AND issued_on IS NOT NULL)),
      CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
    ) STRICT;
    -- A draft in doubt keeps nobody's number from being known, nor is it looked up by one.
    CREATE UNIQUE INDEX invoices_unclear ON invoices (cif, series)
      WHERE state IN ('sending', 'in_doubt', 'needs_person') AND kind <> 'draft';
    CREATE UNIQUE INDEX invoices_number ON invoices (cif, series, number)
      WHERE number IS NOT NULL;
    CREATE INDEX invoices_standing ON invoices (state, created_at)
      WHERE state IN (
        'planned', 'sending', 'refused', 'in_doubt', 'needs_person', 'proven_absent');
    CREATE INDEX invoices_value ON invoices (cif, series, number_value)
      WHERE number_value IS NOT NULL;
    -- SmartBill reverses an invoice once only. Of an invoice's stornos one counts at the most; others
    -- may have been annulled before it.
    CREATE UNIQUE INDEX invoices_storno ON invoices (original)
      WHERE kind = 'storno' AND state <> 'cancelled';
    CREATE INDEX invoices_original ON invoices (original) WHERE original IS NOT NULL;
    -- A proforma is invoiced once: a second call can't even be reserved.
    CREATE UNIQUE INDEX invoices_proforma ON invoices (proforma) WHERE proforma IS NOT NULL;
    CREATE INDEX invoices_doubted ON invoices (state, doubted_at) WHERE doubted_at IS NOT NULL;
    CREATE INDEX invoices_answered ON invoices (account, answered_at)
      WHERE answered_at IS NOT NULL;

    CREATE TABLE evidence (
      id INTEGER PRIMARY KEY,
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      attempt INTEGER NOT NULL,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('answered', 'not_sent', 'unclear')),
      status INTEGER,
      body BLOB,
      detail TEXT
    ) STRICT;
    CREATE INDEX evidence_of_invoice ON evidence (invoice);
    CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
    CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

    -- Which invoice an event is of, decided once.
    CREATE TABLE bindings (
      -- In the order of binding, which says who asked last: a copy may number implicit ids anew.
      id INTEGER PRIMARY KEY,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      verb TEXT NOT NULL
        CHECK (verb IN ('issue', 'cancel', 'restore', 'reverse', 'proforma_cancel')),
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      bound_at INTEGER NOT NULL,
      -- The place of the event that was bound, as in order_words.
      moment INTEGER,
      sequence INTEGER,
      claimed INTEGER,
      UNIQUE (shop, event, verb)
    ) STRICT;
    CREATE INDEX bindings_of_invoice ON bindings (invoice);

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
      -- JSON: what it takes back, as its event said; another event under its id must say the same.
      content TEXT,
      -- The event whose content it is; NULL where an earlier version kept none.
      content_event TEXT,
      UNIQUE (shop, order_id, account, refund)
    ) STRICT;

    -- The newest words of each order, kept for ever: an event that comes late must not go before them.
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

    -- Whose documents there may be: for whom a call was ever reserved.
    CREATE TABLE document_owners (
      shop TEXT NOT NULL,
      account TEXT NOT NULL,
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      noted_at INTEGER NOT NULL,
      PRIMARY KEY (shop, account, cif, series)
    ) STRICT, WITHOUT ROWID;

    -- The payments' ledger: one of their own, since an invoice may have several, which take no number
    -- in a series of ours.

    CREATE TABLE payments (
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
    -- What is paid of an invoice tells what became of one payment, not of two.
    CREATE UNIQUE INDEX payments_unclear ON payments (shop, order_id, account)
      WHERE state IN ('sending', 'in_doubt', 'needs_person');
    CREATE UNIQUE INDEX payments_inside ON payments (invoice) WHERE inside = 1;
    CREATE INDEX payments_sending ON payments (id) WHERE state = 'sending';
    CREATE INDEX payments_doubted ON payments (state, doubted_at) WHERE doubted_at IS NOT NULL;
    CREATE INDEX payments_answered ON payments (account, answered_at)
      WHERE answered_at IS NOT NULL;

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

    CREATE TABLE payment_bindings (
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      payment INTEGER NOT NULL REFERENCES payments (id),
      bound_at INTEGER NOT NULL,
      PRIMARY KEY (shop, event)
    ) STRICT;
    CREATE INDEX payment_bindings_of_payment ON payment_bindings (payment);

    -- The series of SmartBill.

    -- Documents found in our series that we didn't issue; without a total if there is none.
    CREATE TABLE foreign_documents (
      id INTEGER PRIMARY KEY,
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      number TEXT NOT NULL,
      number_value INTEGER NOT NULL,
      total TEXT,
      -- JSON: references of ours that are printed on it.
      printed TEXT NOT NULL,
      -- 1: a person said that it is not the invoice whose reference it bears.
      disowned INTEGER NOT NULL DEFAULT 0 CHECK (disowned IN (0, 1)),
      seen_at INTEGER NOT NULL,
      UNIQUE (cif, series, number_value)
    ) STRICT;

    CREATE TABLE stopped_series (
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      failure_code TEXT NOT NULL,
      failure_detail TEXT,
      stopped_at INTEGER NOT NULL,
      PRIMARY KEY (cif, series)
    ) STRICT;

    -- Series that were compared with SmartBill since the database was restored.
    CREATE TABLE verified_series (
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      verified_at INTEGER NOT NULL,
      PRIMARY KEY (cif, series)
    ) STRICT;

    -- Before a company's first document all its series are searched for documents of ours.
    CREATE TABLE verified_companies (
      cif TEXT PRIMARY KEY,
      -- When no series of it was left to be searched.
      verified_at INTEGER NOT NULL
    ) STRICT;

    -- Numbers that a series has skipped, and that a person has accepted as no documents: from the
    -- first up to, and without, the next.
    CREATE TABLE accepted_jumps (
      cif TEXT NOT NULL,
      series TEXT NOT NULL,
      first INTEGER NOT NULL,
      next INTEGER NOT NULL,
      accepted_at INTEGER NOT NULL,
      PRIMARY KEY (cif, series, first)
    ) STRICT;

    -- Who is called, and who calls.

    CREATE TABLE accounts (
      account TEXT PRIMARY KEY,
      blocked_until INTEGER NOT NULL
    ) STRICT;

    -- By fingerprint, which tells nothing of the secret.
    CREATE TABLE secret_uses (
      shop TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (shop, fingerprint)
    ) STRICT;

    -- What the shops are told.

    CREATE TABLE notices (
      id TEXT PRIMARY KEY,
      fact TEXT NOT NULL UNIQUE,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      run INTEGER NOT NULL,
      order_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      content TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (shop, order_id, sequence)
    ) STRICT;
    -- As events_with_body.
    CREATE INDEX notices_with_content ON notices (created_at) WHERE content <> '';

    -- What a person has had done.

    -- Stored events that a person has handled again; its id is the run of its jobs.
    CREATE TABLE replays (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      -- JSON, as it was when it began.
      selection TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'done', 'stopped')),
      -- Events up to the first have had their turn; none after the second is meant.
      cursor INTEGER NOT NULL,
      last INTEGER NOT NULL,
      selected INTEGER NOT NULL,
      taken INTEGER NOT NULL,
      passed_over INTEGER NOT NULL,
      who TEXT NOT NULL,
      why TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      CHECK ((state = 'open') = (ended_at IS NULL))
    ) STRICT;

    -- The audit of what was put in the database's place.
    CREATE TABLE restores (
      id INTEGER PRIMARY KEY,
      who TEXT NOT NULL,
      why TEXT NOT NULL,
      restored_at INTEGER NOT NULL
    ) STRICT;

    -- The stock ledger. Quantities are ten-thousandths; keys are compared by their bytes.

    -- How each shop's stock ledger stands.
    CREATE TABLE stock_shops (
      shop TEXT PRIMARY KEY,
      -- What the keys of its products are.
      identity TEXT NOT NULL CHECK (identity IN ('code', 'title')),
      -- When the last comparison of the whole began; without one, all is sent.
      compared_as_of INTEGER
    ) STRICT;

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
