/// Keeps events, jobs and the invoice ledger. Each method is one transaction that keeps its
/// invariants (design §5), durable when it returns; no transaction leaves the store. Methods
/// are not aborted by cancellation of the calling task: what was begun is finished.
public protocol Store: StoreQueries, Inbox, Outbox, InvoiceLedger, PaymentLedger, StockLedger,
  Operations
{}

/// What can be asked of a store without changing it; a store opened for reading keeps these alone.
public protocol StoreQueries: InboxQueries, OutboxQueries, InvoiceLedgerQueries,
  PaymentLedgerQueries, ReplayQueries, StandingQueries, StockLedgerQueries
{}

public enum StoreError: Error, Sendable, Equatable {
  /// The transaction could not be made durable, and nothing of it stands: disk full, I/O error.
  case unavailable(String)
  /// A stored row can't be read by this version: asked again, it answers the same.
  case unreadable(String)
  /// The store is shutting down.
  case closed
}

/// What listings show at the most by default; a terminal holds no more.
public let listingLimitDefault = 100
