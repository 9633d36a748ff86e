extension Schema {
  /// JSON: what the settings decided about a document when it was last to be sent; what takes a part
  /// of it back later says the same, whatever the order's status and the settings are by then.
  static let terms = "ALTER TABLE invoices ADD COLUMN terms TEXT"
}
