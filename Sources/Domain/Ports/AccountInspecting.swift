/// What can be asked of an accounting service before the first invoice, changing nothing there.
public protocol AccountInspecting: Sendable {
  /// Asks what an account offers; a call or two for each field, within the account's rate window.
  func inspect(_ question: AccountQuestion) async -> AccountInspection
}

/// Which account, and what it is to have.
public struct AccountQuestion: Codable, Sendable, Equatable {
  public let account: AccountID
  /// Of invoices; one that is missing is sought among the series of other documents.
  public let series: Set<String>
  public let proformaSeries: Set<String>
  public let receiptSeries: Set<String>
  /// Where the account doesn't list its warehouses, each of these is looked for.
  public let warehouses: Set<String>

  public init(
    account: AccountID, series: Set<String>, proformaSeries: Set<String> = [],
    receiptSeries: Set<String> = [], warehouses: Set<String> = []
  ) {
    self.account = account
    self.series = series
    self.proformaSeries = proformaSeries
    self.receiptSeries = receiptSeries
    self.warehouses = warehouses
  }
}

public struct AccountInspection: Codable, Sendable, Equatable {
  public var series: Offered<OfferedSeries>
  public var vatRates: Offered<OfferedVATRate> = .notAsked
  public var warehouses: Offered<String> = .notAsked
  public var measuringUnits: Offered<String> = .notAsked
  /// The service's clock less ours, by the answers' dates; nil where it sends none.
  public var clockSkewMilliseconds: Int64?
  /// Rows of all these lists that can't be read; nil where there is none. The others are taken.
  public var unreadableRows: Int?

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
