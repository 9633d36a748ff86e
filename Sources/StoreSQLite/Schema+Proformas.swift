extension Schema {
  /// Proformas, and the invoices that are made from them.
  static let proformas = """
    -- The proforma that the last create call makes, or made, it from.
    ALTER TABLE invoices ADD COLUMN proforma INTEGER REFERENCES invoices (id);
    -- Why it was made of the order, though a proforma of it stands.
    ALTER TABLE invoices ADD COLUMN proforma_note TEXT;
    -- A proforma is invoiced once: a second call can't even be reserved.
    CREATE UNIQUE INDEX invoices_proforma ON invoices (proforma) WHERE proforma IS NOT NULL;

    CREATE TABLE new_bindings (
      id INTEGER PRIMARY KEY,
      shop TEXT NOT NULL,
      event TEXT NOT NULL,
      verb TEXT NOT NULL
        CHECK (verb IN ('issue', 'cancel', 'restore', 'reverse', 'proforma_cancel')),
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
