/// Why nothing may be sent on a series now.
public enum SeriesObstacle: Sendable, Equatable {
  /// This document's number is not known yet.
  case unclear(Invoice.ID)
  /// The database was restored from a copy, and SmartBill may hold documents that were issued after
  /// it was made: an audit has to look first.
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
