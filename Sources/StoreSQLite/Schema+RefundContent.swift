extension Schema {
  /// JSON: what a refund takes back, as its event said; another event under its id must say the same.
  static let refundContent = "ALTER TABLE refunds ADD COLUMN content TEXT"

  /// The event whose content it is; NULL where an earlier version kept none.
  static let refundEvent = "ALTER TABLE refunds ADD COLUMN content_event TEXT"
}
