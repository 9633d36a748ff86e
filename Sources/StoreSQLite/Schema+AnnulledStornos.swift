extension Schema {
  /// Of an invoice's stornos one counts at the most; others may have been annulled before it.
  static let annulledStornos = """
    DROP INDEX invoices_storno;
    CREATE UNIQUE INDEX invoices_storno ON invoices (original)
    WHERE kind = 'storno' AND state <> 'cancelled';
    """
}
