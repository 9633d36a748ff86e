import Domain

/// Finds an invoice's document, for whoever may see it.
public struct DocumentDesk: Sendable {
  let invoice: @Sendable (Invoice.ID) async throws(StoreError) -> Invoice?
  let source: any DocumentSource

  /// - Parameter invoice: the ledger's row.
  public init(
    source: any DocumentSource,
    invoice: @escaping @Sendable (Invoice.ID) async throws(StoreError) -> Invoice?
  ) {
    self.invoice = invoice
    self.source = source
  }
}
