/// Decides which revision of an order's invoice an event meets. An event is bound once, when it is
/// handled, in the order of acceptance; a replay finds the binding.
public enum LedgerRule {
  /// What an event asks of the ledger.
  public enum Request: Sendable, Equatable {
    case issue(Command.IssueInvoice.Cause)
    case cancel
    case restore
  }

  /// What an event meets: of an order's revisions the newest that isn't dead, or is being restored;
  /// else, for a restore, the newest that is cancelled; else the last.
  public struct Met: Sendable, Equatable {
    /// Of all, dead ones too.
    public let lastRevision: Int
    public let state: InvoiceState
    public let isBeingCancelled: Bool
    public let isBeingRestored: Bool
    /// It was withdrawn because the order left the statuses that ask for an invoice.
    public let isCalledOff: Bool

    public init(
      lastRevision: Int, state: InvoiceState, isBeingCancelled: Bool,
      isBeingRestored: Bool = false, isCalledOff: Bool = false
    ) {
      self.lastRevision = lastRevision
      self.state = state
      self.isBeingCancelled = isBeingCancelled
      self.isBeingRestored = isBeingRestored
      self.isCalledOff = isCalledOff
    }
  }

  public enum Binding: Sendable, Equatable {
    /// A new revision, in this state: planned, or withdrawn for a tombstone that prevents it.
    case open(revision: Int, InvoiceState)
    /// The revision met, as it is.
    case meet
    /// The revision met, which the cancel withdraws at once: nothing was issued for it.
    case withdraw
    /// The revision met, which the cancel will cancel as soon as it is clear and issued.
    case cancel
    /// The revision met, which the restore will restore as soon as the cancel before it is done.
    case restore
    /// There is nothing that it could mean.
    case nothing
  }

  public static func binding(of request: Request, to met: Met?) -> Binding {
    guard let met else {
      return switch request {
      case .issue: .open(revision: 0, .planned)
      case .cancel: .open(revision: 0, .withdrawn)
      case .restore: .nothing
      }
    }
    switch request {
    // What is asked for will stand again.
    case .issue(.request) where met.isBeingRestored:
      return .meet
    case .issue(.request) where met.state.isDead || met.isBeingCancelled:
      return .open(revision: met.lastRevision + 1, .planned)
    case .issue(.statusChange) where met.isCalledOff:
      return .open(revision: met.lastRevision + 1, .planned)
    case .issue:
      return .meet
    case .cancel:
      switch met.state {
      case .planned, .refused, .provenAbsent: return .withdraw
      case .sending, .inDoubt, .needsPerson, .issued: return .cancel
      case .cancelled where met.isBeingRestored: return .cancel
      case .cancelled, .reversed, .withdrawn, .abandoned: return .meet
      }
    case .restore:
      // One that isn't cancelled, nor about to be, is refused when its turn comes.
      return met.state == .cancelled || met.isBeingCancelled ? .restore : .meet
    }
  }
}
