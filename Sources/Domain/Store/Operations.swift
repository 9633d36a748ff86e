/// What a person may do.
public protocol Operations: Sendable {
  /// Does it and keeps who did it and why, in one transaction.
  func perform(_ act: OperatorAct, by person: Operator, at now: Timestamp)
    async throws(StoreError) -> ActResult
}

public struct Operator: Codable, Sendable, Equatable {
  public let name: String
  public let reason: String

  public init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}

public enum OperatorAct: Codable, Sendable, Equatable {
  /// held, discarded, completed, or waiting for a retry → available now.
  case requeue(Job.ID)
  /// available, held → discarded.
  case discard(Job.ID)
  /// Settles an invoice that is in doubt or needs a person, or one that was deleted since; its
  /// jobs go on by themselves.
  case resolve(Invoice.ID, Resolution)
  case resumeSeries(Series)
  /// Settles a payment that isn't recorded; its jobs go on by themselves.
  case resolvePayment(Payment.ID, PaymentResolution)
  /// Has a shop's stock compared: an event, as if the shop had asked.
  case requestStock(StockRequest)
  /// Begins a replay of the selected events that there are by now; none has its turn yet.
  case startReplay(ReplayRequest)
  /// Gives at most so many of its next events a new job each, and moves its cursor past them.
  /// Whoever started or resumed it is known, so that a step leaves no trace but the counts.
  case stepReplay(Replay.ID, eventsMax: Int)
  /// Says who goes on with it, and why.
  case resumeReplay(Replay.ID)
  /// open → stopped: no further event has its turn.
  case stopReplay(Replay.ID)
  /// Begins a removal of stored bodies; none is removed yet.
  case startPrune(PruneRequest)
  /// Removes the bodies of those of the events that nothing needs any more, for ever. Whoever
  /// started it is known, so that a step leaves no trace but the counts.
  case prune(Prune.ID, events: [Int64])
}

public enum Resolution: Codable, Sendable, Equatable {
  /// It was issued, under this number: looked up, and if it is so → issued, and the shop is told.
  case isNumber(String)
  /// It was not issued: → planned, and it is sent again. One that is proven absent is looked for once
  /// more before.
  case sendAgain
  /// → abandoned, and the shop is told.
  case giveUp
  /// The draft is in SmartBill: → issued, and the shop is told.
  case drafted
  /// It was issued, and a person has deleted the document since: issued, cancelled → abandoned,
  /// its number is free, and the shop is told.
  case deleted
  /// A storno or a refund's negative invoice that a person has annulled since: issued → cancelled,
  /// with its number; what it took back stands again, and the shop is told.
  case annulled
}

public enum ActResult: Codable, Sendable, Equatable {
  case done
  case notFound
  case refused(ActRefusal)
}
