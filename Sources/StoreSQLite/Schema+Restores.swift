extension Schema {
  /// Cancelled invoices may be restored, and then cancelled again.
  static let restores = """
    -- The event whose restore is bound to it and not yet done.
    ALTER TABLE invoices ADD COLUMN restoring TEXT;
    -- How often it was restored: each cancel and each restore is a fact of its own.
    ALTER TABLE invoices ADD COLUMN restores INTEGER NOT NULL DEFAULT 0;
    """
}
