-- A database of schema version 12: its tables as SQLite held them, and some rows.

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
CREATE INDEX jobs_standing ON jobs (state, kind, created_at) WHERE state <> 'completed';
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
CREATE TABLE secret_uses (
  shop TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (shop, fingerprint)
) STRICT;
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
CREATE TABLE restores (
  id INTEGER PRIMARY KEY,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  restored_at INTEGER NOT NULL
) STRICT;
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
CREATE TABLE "invoices" (
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
  original INTEGER REFERENCES invoices (id), restoring TEXT, restores INTEGER NOT NULL DEFAULT 0, paid_inside TEXT, proforma INTEGER REFERENCES invoices (id), proforma_note TEXT, terms TEXT,
  -- The order first, so that it also finds an order's invoices.
  UNIQUE (shop, order_id, account, kind, item, revision),
  CHECK ((kind IN ('storno', 'refund')) = (original IS NOT NULL)),
  CHECK (state NOT IN ('issued', 'cancelled', 'reversed')
    OR number IS NOT NULL OR kind = 'draft'),
  CHECK (number IS NULL
    OR (total IS NOT NULL AND currency IS NOT NULL AND issued_on IS NOT NULL)),
  CHECK ((state IN ('in_doubt', 'needs_person')) = (doubt_since IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX invoices_number ON invoices (cif, series, number)
  WHERE number IS NOT NULL;
CREATE INDEX invoices_standing ON invoices (state, created_at)
  WHERE state IN ('planned', 'sending', 'refused', 'in_doubt', 'needs_person');
CREATE INDEX invoices_value ON invoices (cif, series, number_value)
  WHERE number_value IS NOT NULL;
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
CREATE INDEX invoices_original ON invoices (original) WHERE original IS NOT NULL;
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
CREATE TABLE "attempts" (
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
CREATE UNIQUE INDEX invoices_unclear ON invoices (cif, series)
  WHERE state IN ('sending', 'in_doubt', 'needs_person') AND kind <> 'draft';
CREATE UNIQUE INDEX invoices_proforma ON invoices (proforma) WHERE proforma IS NOT NULL;
CREATE TABLE "bindings" (
  id INTEGER PRIMARY KEY,
  shop TEXT NOT NULL,
  event TEXT NOT NULL,
  verb TEXT NOT NULL
    CHECK (verb IN ('issue', 'cancel', 'restore', 'reverse', 'proforma_cancel')),
  invoice INTEGER NOT NULL REFERENCES invoices (id),
  bound_at INTEGER NOT NULL,
  UNIQUE (shop, event, verb)
) STRICT;
CREATE INDEX bindings_of_invoice ON bindings (invoice);
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
CREATE TABLE stock_sequences (
  shop TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL
) STRICT;
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
CREATE TABLE stock_shops (
  shop TEXT PRIMARY KEY,
  -- What the keys of its products are.
  identity TEXT NOT NULL CHECK (identity IN ('code', 'title')),
  -- When the last comparison of the whole began; without one, all is sent.
  compared_as_of INTEGER
) STRICT;
CREATE UNIQUE INDEX invoices_storno ON invoices (original)
WHERE kind = 'storno' AND state <> 'cancelled';

INSERT INTO meta (one, instance, notices_told, created_at) VALUES (1, 'oldest', 1, 1);

INSERT INTO prunes (id, key, received_before, events, bytes, who, why, started_at)
VALUES (1, 'prune-1', 2, 1, 2, 'Ana', 'old', 9);
INSERT INTO events (sequence, shop, id, received_at, body, type, subject, occurred_at, trace,
  pruned_by, body_digest)
VALUES
  (1, 'magazin', 'd', 1, X'', 'order.created', '1000', NULL, NULL, 1, X'01'),
  (2, 'magazin', 'e', 2, X'7B7D', 'order.created', '1001', '2026-11-23T10:00:00Z', NULL, NULL, NULL);
INSERT INTO deliveries (id, event, received_at, differs, body)
VALUES (1, 2, 3, 0, NULL), (2, 2, 4, 1, X'7B207D');

INSERT INTO jobs (id, key, kind, pool, lane, head, urgent, run, state, attempt, run_at, shop, event,
  command, failure_code, created_at, updated_at)
VALUES
  (1, 'handle:magazin:e', 'handle', 'handling', NULL, 0, 0, 0, 'completed', 1, 2, 'magazin', 'e',
    NULL, NULL, 2, 3),
  (2, 'issue:magazin:e', 'issue', 'invoicing', 'RO1/FCT', 0, 0, 0, 'completed', 1, 3, 'magazin', 'e',
    '{}', NULL, 3, 4),
  (3, 'issue:magazin:g', 'issue', 'invoicing', 'RO1/ALT', 1, 0, 0, 'available', 2, 5, 'magazin', 'g',
    '{}', NULL, 5, 6),
  (4, 'draft:magazin:h', 'draft', 'invoicing', NULL, 0, 0, 0, 'held', 0, 7, 'magazin', 'h',
    '{}', 'order_total_zero', 7, 7);

-- A proforma, the invoice that was made from it, and a refund of that; one that isn't clear; a draft;
-- one that was restored.
INSERT INTO invoices (id, account, shop, order_id, kind, item, revision, cif, series, state, attempt,
  opened_by, number, number_value, total, currency, issued_on, doubt_since, created_at, updated_at,
  mends, original, restores, paid_inside, proforma, proforma_note, terms)
VALUES
  (2, 'firma', 'magazin', '1000', 'proforma', '', 0, 'RO1', 'PRO', 'issued', 1, 'c', '0001', 1,
    '2.00', 'RON', '2026-11-22', NULL, 1, 2, NULL, NULL, 0, NULL, NULL, NULL, NULL),
  (3, 'firma', 'magazin', '1000', 'invoice', '', 0, 'RO1', 'FCT', 'issued', 1, 'd', '0041', 41,
    '2.00', 'RON', '2026-11-22', NULL, 2, 3, '["spaces"]', NULL, 0, '1.00', 2, NULL, '{}'),
  (4, 'firma', 'magazin', '1000', 'refund', 'r1', 0, 'RO1', 'FCT', 'planned', 0, 'f', NULL, NULL,
    NULL, NULL, NULL, NULL, 3, 3, NULL, 3, 0, NULL, NULL, NULL, NULL),
  (5, 'firma', 'magazin', '1003', 'invoice', '', 0, 'RO1', 'ALT', 'in_doubt', 2, 'g', NULL, NULL,
    '3.00', 'RON', NULL, 6, 5, 6, NULL, NULL, 0, NULL, NULL, 'expired', NULL),
  (6, 'firma', 'magazin', '1004', 'draft', '', 0, 'RO1', 'FCT', 'issued', 1, 'h', NULL, NULL,
    NULL, NULL, NULL, NULL, 7, 8, NULL, NULL, 0, NULL, NULL, NULL, NULL),
  (7, 'firma', 'magazin', '1001', 'invoice', '', 2, 'RO1', 'FCT', 'issued', 1, 'e', '0042', 42,
    '1.00', 'RON', '2026-11-23', NULL, 3, 4, NULL, NULL, 1, NULL, NULL, NULL, NULL);
INSERT INTO evidence (id, invoice, attempt, at, kind, status, body, detail)
VALUES
  (1, 7, 1, 3, 'answered', 200, X'7B7D', NULL),
  (2, 5, 2, 6, 'unclear', NULL, NULL, 'timed out');
INSERT INTO bindings (id, shop, event, verb, invoice, bound_at)
VALUES (4, 'magazin', 'd', 'issue', 3, 2), (5, 'magazin', 'e', 'issue', 7, 3);
INSERT INTO refunds (id, account, shop, order_id, refund, original, document, bound_at)
VALUES (1, 'firma', 'magazin', '1000', 'r1', 3, 4, 3);

INSERT INTO payments (id, account, shop, order_id, payment_id, state, attempt, opened_by, method,
  amount, currency, received_on, invoice, invoice_series, invoice_number, invoice_revision, type,
  paid_before, inside, doubt_since, created_at, updated_at)
VALUES
  (1, 'firma', 'magazin', '1000', 'p1', 'recorded', 1, 'd', 'card', '1.00', 'RON', '2026-11-22',
    3, 'FCT', '0041', 0, 'Card', '0.00', 1, NULL, 2, 3),
  (2, 'firma', 'magazin', '1001', 'p2', 'in_doubt', 1, 'e', 'transfer', '1.00', 'RON', '2026-11-23',
    7, 'FCT', '0042', 2, 'Ordin plata', '0.00', 0, 8, 4, 8);
INSERT INTO payment_bindings (shop, event, payment, bound_at)
VALUES ('magazin', 'd', 1, 2), ('magazin', 'e', 2, 4);
INSERT INTO payment_evidence (id, payment, attempt, at, kind, status, body, detail)
VALUES (1, 2, 1, 8, 'unclear', NULL, NULL, 'timed out');

INSERT INTO replays (id, key, selection, state, cursor, last, selected, taken, passed_over, who, why,
  started_at, ended_at)
VALUES (1, 'replay-1', '{}', 'done', 2, 2, 1, 1, 0, 'Ana', 'again', 5, 6);
INSERT INTO attempts (id, job, invoice, payment, cif, series, replay, number, started_at, ended_at,
  outcome, failure_code, failure_detail, who, why)
VALUES
  (1, 2, 7, NULL, NULL, NULL, NULL, 1, 3, 4, 'completed', NULL, NULL, 'punte', NULL),
  (2, NULL, NULL, 2, NULL, NULL, NULL, 1, 4, 8, 'retried', NULL, NULL, 'punte', NULL),
  (3, NULL, NULL, NULL, NULL, NULL, 1, 1, 5, 6, 'done', NULL, NULL, 'Ana', 'again');

INSERT INTO foreign_documents (id, cif, series, number, number_value, total, printed, seen_at)
VALUES (1, 'RO1', 'FCT', '0040', 40, '9.00', '[]', 2);
INSERT INTO stopped_series (cif, series, failure_code, stopped_at)
VALUES ('RO1', 'ALT', 'series_jumped', 6);
INSERT INTO verified_series (cif, series, verified_at)
VALUES ('RO1', 'FCT', 1), ('RO1', 'PRO', 2), ('RO2', 'FCT', 5);
INSERT INTO accounts (account, blocked_until) VALUES ('firma', 3);
INSERT INTO secret_uses (shop, fingerprint, last_at) VALUES ('magazin', 'abcd', 2);

INSERT INTO notices (id, fact, shop, event, run, order_id, sequence, content, created_at)
VALUES ('oldest-1', 'issued:7', 'magazin', 'e', 0, '1001', 1, '{}', 4);
INSERT INTO restores (id, who, why, restored_at) VALUES (1, 'Ana', 'trial', 1);

INSERT INTO stock_shops (shop, identity, compared_as_of) VALUES ('magazin', 'code', 3);
INSERT INTO stock_products (shop, key, code, name, unit, level, as_of, state, acknowledged_at)
VALUES ('magazin', 'A1', 'A1', 'Ceai', 'buc', 10000, 3, 'listed', 4);
INSERT INTO stock_passes (id, shop, event, run, report, began_at)
VALUES (1, 'magazin', 'e', 0, '{}', 3);
INSERT INTO stock_batches (id, pass, webhook_id, sequence, items, content, created_at)
VALUES (1, 1, 'w1', 1, 1, '[]', 3);
INSERT INTO stock_sequences (shop, sequence) VALUES ('magazin', 1);
INSERT INTO stock_history (id, shop, key, at, as_of, level, result, reason, pass)
VALUES (1, 'magazin', 'A1', 4, 3, 10000, 'updated', NULL, 1);

PRAGMA user_version = 12;
