/// Decides which revision of an order's invoice an event meets. An event is bound once, when it is
/// handled, in the order of acceptance; a replay finds the binding.
public enum LedgerRule {
  /// What an event asks of the ledger.
  public enum Request: Sendable, Equatable {
    case issue(Command.IssueInvoice.Cause)
    case cancel
  }

  /// The order's latest revision, as far as the rule needs to know it.
  public struct Latest: Sendable, Equatable {
    public let revision: Int
    public let state: InvoiceState
    public let isBeingCancelled: Bool

    public init(revision: Int, state: InvoiceState, isBeingCancelled: Bool) {
      self.revision = revision
      self.state = state
      self.isBeingCancelled = isBeingCancelled
    }
  }

  public enum Binding: Sendable, Equatable {
    /// A new revision, in this state: planned, or withdrawn for a tombstone that prevents it.
    case open(revision: Int, InvoiceState)
    /// The latest revision as it stands.
    case meet
    /// The latest revision, which the cancel withdraws at once: nothing was issued for it.
    case withdraw
    /// The latest revision, which the cancel will cancel as soon as it is clear and issued.
    case cancel
  }

  public static func binding(of request: Request, to latest: Latest?) -> Binding {
    guard let latest else {
      return switch request {
      case .issue: .open(revision: 0, .planned)
      case .cancel: .open(revision: 0, .withdrawn)
      }
    }
    switch request {
    case .issue(.request) where latest.state.isDead || latest.isBeingCancelled:
      return .open(revision: latest.revision + 1, .planned)
    case .issue:
      return .meet
    case .cancel:
      switch latest.state {
      case .planned, .refused: return .withdraw
      case .sending, .inDoubt, .needsPerson, .issued: return .cancel
      case .cancelled, .reversed, .withdrawn, .abandoned: return .meet
      }
    }
  }
}
