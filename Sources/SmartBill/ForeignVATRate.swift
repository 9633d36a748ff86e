import Domain

/// Another country's VAT rate, which a company of the OSS charges to customers there.
public struct ForeignVATRate: Hashable, Sendable {
  public var country: Country
  public var rate: VATRate

  public init(country: Country, rate: VATRate) {
    self.country = country
    self.rate = rate
  }

  /// As the settings write it: `NL 21`, or `Olanda 21`.
  public init?(_ text: String) {
    guard let space = text.lastIndex(of: " "), let country = Country(String(text[..<space])),
      country != .romania, let rate = VATRate(String(text[space...].dropFirst())),
      (0...VATRate.whole).contains(rate.units)
    else { return nil }
    self.init(country: country, rate: rate)
  }
}
