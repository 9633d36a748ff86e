extension Schema {
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
}
