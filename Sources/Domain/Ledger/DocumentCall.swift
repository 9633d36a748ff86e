/// A call that changes an issued document or has it e-mailed, as its caller saw the document.
public struct DocumentCall: Sendable, Equatable {
  public enum Purpose: Sendable, CaseIterable { case cancel, restore, mail }

  public var purpose: Purpose
  public var document: Invoice
  public var fence: Fence

  public init(_ purpose: Purpose, _ document: Invoice, _ fence: Fence) {
    self.purpose = purpose
    self.document = document
    self.fence = fence
  }

  /// Whether nothing that decided on the call has changed since.
  ///
  /// - Parameter current: the document as it is now.
  public func isStillMeant(by current: Invoice) -> Bool {
    guard current.state == document.state, current.restores == document.restores else {
      return false
    }
    // A restore may be asked for while its cancel is under way, and the other way round: each is done
    // after the other.
    return switch purpose {
    case .cancel, .mail: current.cancelling == document.cancelling
    case .restore: current.restoring == document.restoring
    }
  }
}

/// Whether a call may be sent now.
public enum CallPermission: Sendable, Equatable {
  case granted
  /// The claim has passed to another.
  case fenced
  /// The document is no longer as the caller saw it.
  case changed
  /// The mail may have gone out after the copy was made from which the database was restored.
  case mayHaveGone
}
