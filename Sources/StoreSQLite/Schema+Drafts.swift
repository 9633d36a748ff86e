extension Schema {
  /// A draft in doubt keeps nobody's number from being known, nor is it looked up by one.
  static let drafts = """
    DROP INDEX invoices_unclear;
    CREATE UNIQUE INDEX invoices_unclear ON invoices (cif, series)
      WHERE state IN ('sending', 'in_doubt', 'needs_person') AND kind <> 'draft';
    """
}
