import Domain
import GRDB

/// The tables, with every promise that a table can keep (design §5), and how they came to be.
enum Schema {
  /// What this program reads and writes; kept in SQLite's `user_version`.
  static var version: Int { migrations.count }

  /// Each takes the schema from its index to the next version; never edited once released.
  static let migrations = [
    first, mends, documents, restores, refunds, payments, drafts, proformas, stock, terms,
    stockShops, annulledStornos, referenceKey, companies, keep, jumps, absences, refundContent,
    words, refundEvent,
  ]

  /// Brings the schema up to date, in one transaction.
  static func migrate(
    _ db: Database, instance: String, at now: Timestamp, by migrations: [String] = migrations
  ) throws {
    let found = try version(of: db)
    guard found < migrations.count else { return }
    // A table that others refer to can't be made anew while that is enforced.
    try db.execute(sql: "PRAGMA foreign_keys = OFF")
    defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
    try db.inTransaction(.immediate) {
      for migration in migrations[found...] { try db.execute(sql: migration) }
      if found == 0 {
        try db.run(
          "INSERT INTO meta (one, instance, notices_told, created_at) VALUES (1, ?, 0, ?)",
          [instance, now.milliseconds])
      }
      try db.checkForeignKeys()
      try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
      return .commit
    }
  }

  static func version(of db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  /// Whether somebody else's tables are in the file, or a version that we never write.
  static func isForeign(_ db: Database) throws -> Bool {
    let found = try version(of: db)
    guard found == 0 else { return found < 0 }
    return try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master)") ?? false
  }

  /// JSON: what was put right in an order before its invoice was sent.
  static let mends = "ALTER TABLE invoices ADD COLUMN mends TEXT"

  /// Times are milliseconds since 1970, UTC; amounts are decimal text; a failure is its code and
  /// detail. Ids that name something outside the database are never used twice (AUTOINCREMENT).
  static let first = """
    CREATE TABLE meta (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      -- Random, part of every notice's id: a database made anew never uses an id again.
      instance TEXT NOT NULL,
      notices_told INTEGER NOT NULL,
      -- No sequence of a callback is below it: an order's lost ones may have been told.
      sequence_floor INTEGER NOT NULL DEFAULT 0,
      -- When it was restored from a copy, the last time.
      restored_at INTEGER,
      created_at INTEGER NOT NULL
    ) STRICT;

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

    -- Further deliveries of an event; a body only where it differs from the first.
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY,
      event INTEGER NOT NULL REFERENCES events (sequence),
      received_at INTEGER NOT NULL,
      differs INTEGER NOT NULL CHECK (differs IN (0, 1)),
      body BLOB
    ) STRICT;
    CREATE INDEX deliveries_of_event ON deliveries (event);

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
    CREATE INDEX jobs_of_replay ON jobs (run)
      WHERE run > 0 AND state IN ('available', 'running') AND kind <> 'watch';
    CREATE INDEX jobs_held ON jobs (id) WHERE state = 'held';
    CREATE INDEX jobs_discarded ON jobs (id) WHERE state = 'discarded';
    CREATE INDEX jobs_of_event ON jobs (shop, event);
    -- Counts what is open, and names the oldest of it, without a look at the rows.
    CREATE INDEX jobs_standing ON jobs (state, kind, created_at) WHERE state <> 'completed';

    CREATE TABLE invoices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      account TEXT NOT NULL,
      shop TEXT NOT NULL,
      order_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('invoice')),
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
      -- The order first, so that it also finds an order's invoices.
      UNIQUE (shop, order_id, account, kind, revision),
      CHECK (state NOT IN ('issued', 'cancelled', 'reversed') OR number IS NOT NULL),
      CHECK (number IS NULL
        OR (total IS NOT NULL AND currency IS NOT NULL AND issued_on IS NOT NULL)),
      CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX invoices_unclear ON invoices (cif, series)
      WHERE state IN ('sending', 'in_doubt', 'needs_person');
    CREATE UNIQUE INDEX invoices_number ON invoices (cif, series, number)
      WHERE number IS NOT NULL;
    CREATE INDEX invoices_standing ON invoices (state, created_at)
      WHERE state IN ('planned', 'sending', 'refused', 'in_doubt', 'needs_person');
    CREATE INDEX invoices_value ON invoices (cif, series, number_value)
      WHERE number_value IS NOT NULL;

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

    CREATE TABLE bindings (
      -- In the order of binding, which says who asked last: a copy may number implicit ids anew.
      id INTEGER PRIMARY KEY,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      verb TEXT NOT NULL CHECK (verb IN ('issue', 'cancel')),
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      bound_at INTEGER NOT NULL,
      UNIQUE (shop, event, verb)
    ) STRICT;
    CREATE INDEX bindings_of_invoice ON bindings (invoice);

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

    -- The audit trail: of a job, of an invoice, of a series, or of a replay.
    CREATE TABLE attempts (
      id INTEGER PRIMARY KEY,
      job INTEGER,
      invoice INTEGER REFERENCES invoices (id),
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
      CHECK (job IS NOT NULL OR invoice IS NOT NULL OR series IS NOT NULL OR replay IS NOT NULL)
    ) STRICT;
    CREATE INDEX attempts_of_job ON attempts (job) WHERE job IS NOT NULL;
    CREATE INDEX attempts_of_invoice ON attempts (invoice) WHERE invoice IS NOT NULL;
    CREATE INDEX attempts_of_replay ON attempts (replay) WHERE replay IS NOT NULL;
    """
}
