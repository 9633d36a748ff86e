extension Schema {
  /// What housekeeping may remove is found by indexes that hold nothing else.
  static let keep = """
    CREATE INDEX events_with_body ON events (received_at) WHERE pruned_by IS NULL;
    CREATE INDEX notices_with_content ON notices (created_at) WHERE content <> '';
    """
}
