/// What can be asked of an accounting service before the first invoice, changing nothing there.
public protocol AccountInspecting: Sendable {
  /// Asks what an account offers; a call or two for each field, within the account's rate window.
  ///
  /// - Parameter series: those that it is to have: where one is missing, it is sought among the
  ///   series of other documents.
  func inspect(_ account: AccountID, series: Set<String>) async -> AccountInspection
}

public struct AccountInspection: Codable, Sendable, Equatable {
  public var series: Offered<OfferedSeries>
  public var vatRates: Offered<OfferedVATRate> = .notAsked
  public var warehouses: Offered<String> = .notAsked
  public var measuringUnits: Offered<String> = .notAsked
  /// The service's clock less ours, by the answers' dates; nil where it sends none.
  public var clockSkewMilliseconds: Int64?

  public init(series: Offered<OfferedSeries>) { self.series = series }
}

/// A list of what an account offers.
public enum Offered<Item: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  case known([Item])
  /// The account has no such thing, or the service doesn't tell it: in its own words.
  case absent(String)
  case failed(Failure)
  case blocked(until: Timestamp)
  /// An earlier answer made the question needless.
  case notAsked
}

public struct OfferedSeries: Codable, Sendable, Equatable {
  public enum Kind: String, Codable, Sendable { case invoice, proforma, receipt }

  public let name: String
  public let kind: Kind
  /// Nil where it is no number.
  public let nextNumber: Int?

  public init(name: String, kind: Kind, nextNumber: Int?) {
    self.name = name
    self.kind = kind
    self.nextNumber = nextNumber
  }
}

public struct OfferedVATRate: Codable, Sendable, Equatable {
  public let name: String
  public let rate: VATRate

  public init(name: String, rate: VATRate) {
    self.name = name
    self.rate = rate
  }
}
