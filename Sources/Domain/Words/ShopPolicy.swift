/// What a handler must know of a shop's settings to turn an event into commands.
public struct ShopPolicy: Sendable, Equatable {
  public enum Trigger: String, Sendable { case automatic, manual }

  public var shop: ShopID
  public var account: AccountID
  public var series: Series
  public var trigger: Trigger
  /// The statuses that ask for an invoice, compared to the letter.
  public var statuses: Set<String>
  /// The shop is told of an invoice that is not issued so long after it was asked for.
  public var delayedAfter: Duration

  public static let delayedAfterDefault = Duration.seconds(300)

  public init(
    shop: ShopID, account: AccountID, series: Series, trigger: Trigger, statuses: Set<String>,
    delayedAfter: Duration = Self.delayedAfterDefault
  ) {
    self.shop = shop
    self.account = account
    self.series = series
    self.trigger = trigger
    self.statuses = statuses
    self.delayedAfter = delayedAfter
  }
}

/// A document series of one company: the numbering that a create call draws from.
public struct Series: Hashable, Sendable, Codable {
  /// The company's fiscal code as SmartBill is configured with it, `RO` prefix included.
  public let cif: String
  public let name: String

  public init(cif: String, name: String) {
    self.cif = cif
    self.name = name
  }
}
