import Domain

/// What the command line asks of the running service, whose calls count in its own rate window:
/// `POST /inspections`, answered by an `AccountInspection`.
public struct InspectionRequest: Codable, Sendable, Equatable {
  public let account: AccountID
  public let series: Set<String>

  public init(account: AccountID, series: Set<String>) {
    self.account = account
    self.series = series
  }
}
