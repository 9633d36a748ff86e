extension Schema {
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
}
