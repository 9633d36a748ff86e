/// Who an order was sold to.
public struct Party: Codable, Sendable, Equatable {
  public enum Kind: String, ListedWord { case person, company }

  public var kind: Kind
  public var name: String
  /// A company's CUI, with or without `RO`, or a foreign VAT number.
  public var vatCode: String?
  /// Whether the company pays VAT; where the shop doesn't say, the `RO` prefix does.
  public var isVATPayer: Bool?
  public var tradeRegisterNumber: String?
  /// A person's CNP; SmartBill is sent thirteen zeros where it is missing (`smartbill-api.md` §10).
  public var personalCode: String?
  public var address: String?
  public var city: String?
  public var county: String?
  public var country: String
  public var postCode: String?
  public var email: String?
  public var phone: String?

  public init(
    kind: Kind, name: String, vatCode: String? = nil, isVATPayer: Bool? = nil,
    tradeRegisterNumber: String? = nil, personalCode: String? = nil, address: String? = nil,
    city: String? = nil, county: String? = nil, country: String = "Romania",
    postCode: String? = nil, email: String? = nil, phone: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.vatCode = vatCode
    self.isVATPayer = isVATPayer
    self.tradeRegisterNumber = tradeRegisterNumber
    self.personalCode = personalCode
    self.address = address
    self.city = city
    self.county = county
    self.country = country
    self.postCode = postCode
    self.email = email
    self.phone = phone
  }

  /// Whether the customer is in Romania, where a country that isn't said is too.
  public var isDomestic: Bool { Self.isRomania(country) }

  static func isRomania(_ country: String) -> Bool {
    country.isBlankToTheEye || Country(country) == .romania
  }

  enum CodingKeys: String, CodingKey {
    case kind, name, address, city, county, country, email, phone
    case vatCode = "vat_code"
    case isVATPayer = "vat_payer"
    case tradeRegisterNumber = "reg_com"
    case personalCode = "cnp"
    case postCode = "post_code"
  }
}
