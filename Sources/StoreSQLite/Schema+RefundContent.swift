extension Schema {
  /// JSON: what a refund takes back, as its event said; another event under its id must say the same.
  static let refundContent = "ALTER TABLE refunds ADD COLUMN content TEXT"
}
