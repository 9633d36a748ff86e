/// Why nothing may be sent on a series now.
public enum SeriesObstacle: Sendable, Equatable {
  /// This document's number is not known yet.
  case unclear(Invoice.ID)
  /// The database is new, or was restored from a copy, and SmartBill may hold documents of ours that
  /// it doesn't know: audits have to look first.
  case unverified
  /// A person has to resume it.
  case stopped(Failure)

  /// What a job that waits for it says.
  public var failure: Failure {
    switch self {
    case .unclear(let invoice): Failure(.seriesBusy, detail: "invoice \(invoice)")
    case .unverified: Failure(.seriesRestored)
    case .stopped(let failure): Failure(.seriesStopped, detail: failure.detail)
    }
  }
}
