/// A table as it is exported: what its rows are called, and what each column is.
struct ExportTable: Sendable {
  let kind: String
  let name: String
  /// When a row was made or last changed; nil for the few that are always exported.
  let moment: String?
  /// May hold a person's data: bodies, and the words of failures.
  let bodies: Set<String>
  /// In which order: of a table without row ids, its key.
  let order: String
  /// Hold JSON, and are exported as the values that they are.
  let json: Set<String>
  /// Are never exported.
  let secrets: Set<String>

  init(
    _ kind: String, _ name: String, since moment: String?, bodies: Set<String> = [],
    json: Set<String> = [], secrets: Set<String> = [], order: String = "rowid"
  ) {
    self.kind = kind
    self.name = name
    self.moment = moment
    self.bodies = bodies
    self.json = json
    self.secrets = secrets
    self.order = order
  }

  /// What is referred to comes before what refers to it.
  static let all = [
    ExportTable("database", "meta", since: nil, secrets: ["reference_key"]),
    ExportTable("restore", "restores", since: "restored_at"),
    ExportTable("prune", "prunes", since: "started_at"),
    ExportTable("event", "events", since: "received_at", bodies: ["body", "body_digest"]),
    ExportTable(
      "delivery", "deliveries", since: "received_at", bodies: ["body"]),
    ExportTable("replay", "replays", since: "started_at", json: ["selection"]),
    ExportTable(
      "job", "jobs", since: "updated_at", bodies: ["command", "failure_detail", "note"],
      json: ["command"]),
    ExportTable(
      "invoice", "invoices", since: "updated_at", bodies: ["request", "failure_detail", "mends"],
      json: ["candidates", "mends"]),
    ExportTable("binding", "bindings", since: "bound_at"),
    ExportTable(
      "order_word", "order_words", since: "noted_at", bodies: ["digest"],
      order: "shop, order_id, word"),
    ExportTable(
      "document_owner", "document_owners", since: "noted_at", order: "shop, account, cif, series"),
    ExportTable("refund", "refunds", since: "bound_at"),
    ExportTable("evidence", "evidence", since: "at", bodies: ["body", "detail"]),
    ExportTable(
      "payment", "payments", since: "updated_at", bodies: ["request", "failure_detail"]),
    ExportTable("payment_binding", "payment_bindings", since: "bound_at"),
    ExportTable(
      "payment_evidence", "payment_evidence", since: "at", bodies: ["body", "detail"]),
    ExportTable(
      "notice", "notices", since: "created_at", bodies: ["content"], json: ["content"]),
    ExportTable("attempt", "attempts", since: "ended_at", bodies: ["failure_detail"]),
    ExportTable("stopped_series", "stopped_series", since: "stopped_at"),
    ExportTable("verified_series", "verified_series", since: "verified_at"),
    ExportTable("verified_company", "verified_companies", since: "verified_at"),
    ExportTable(
      "foreign_document", "foreign_documents", since: "seen_at", json: ["printed"]),
    ExportTable("stock_product", "stock_products", since: "as_of", order: "shop, key"),
    ExportTable("stock_pass", "stock_passes", since: "began_at", json: ["report"]),
    ExportTable("stock_batch", "stock_batches", since: "created_at", json: ["content"]),
    ExportTable("stock_sequence", "stock_sequences", since: nil),
    ExportTable("stock_history", "stock_history", since: "at"),
    ExportTable("account", "accounts", since: nil),
    ExportTable("secret_use", "secret_uses", since: "last_at"),
  ]
}
