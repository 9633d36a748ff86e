/// Why something did not go through, and what a person can do about it.
public struct Failure: Error, Codable, Sendable, Equatable {
  public let code: FailureCode
  /// The particulars: a field's path, SmartBill's own words, a number. Never a body, a secret or, as
  /// far as the words are ours, a customer's data.
  public let detail: String?

  public init(_ code: FailureCode, detail: String? = nil) {
    self.code = code
    self.detail = detail.map { String($0.prefix(Self.detailCharactersMax)) }
  }

  /// SmartBill's longest known text is under 400 characters; more would be a page of HTML.
  public static let detailCharactersMax = 500

  /// The detail as far as the log may have it.
  public var loggedDetail: String? { code.quotesOthers ? nil : detail }

  public var reason: BilingualText { code.reason }
  public var remedy: BilingualText { code.remedy }
}

/// A text for a shop's operator: Romanian first, English beside it.
public struct BilingualText: Codable, Sendable, Equatable {
  public let ro: String
  public let en: String

  public init(ro: String, en: String) {
    self.ro = ro
    self.en = en
  }
}
