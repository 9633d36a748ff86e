/// One line of an order. A discount's price is negative and its quantity one.
public struct OrderLine: Codable, Sendable, Equatable {
  public enum Kind: String, ListedWord { case product, shipping, fee, discount }

  /// What a line without a unit is counted in, as Romanian shops write it.
  public static let defaultUnit = "buc"

  public var kind: Kind
  public var code: String?
  public var name: String
  public var quantity: Quantity
  public var unit: String
  /// The price of one unit.
  public var price: Money
  public var isVATIncluded: Bool
  public var vatRate: VATRate

  public init(
    kind: Kind, code: String? = nil, name: String, quantity: Quantity = .one,
    unit: String = OrderLine.defaultUnit, price: Money, isVATIncluded: Bool = true,
    vatRate: VATRate
  ) {
    self.kind = kind
    self.code = code
    self.name = name
    self.quantity = quantity
    self.unit = unit
    self.price = price
    self.isVATIncluded = isVATIncluded
    self.vatRate = vatRate
  }

  enum CodingKeys: String, CodingKey {
    case kind, code, name, quantity, unit, price
    case isVATIncluded = "vat_included"
    case vatRate = "vat_rate"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    kind = try container.decode(Kind.self, forKey: .kind)
    code = try container.decodeIfPresent(String.self, forKey: .code)
    name = try container.decode(String.self, forKey: .name)
    // What is sold has a quantity; what is added to a sale is there once unless it says otherwise.
    quantity =
      kind == .product
      ? try container.decode(Quantity.self, forKey: .quantity)
      : try container.decodeIfPresent(Quantity.self, forKey: .quantity) ?? .one
    unit = try container.decodeIfPresent(String.self, forKey: .unit) ?? Self.defaultUnit
    price = try container.decode(Money.self, forKey: .price)
    isVATIncluded = try container.decode(Bool.self, forKey: .isVATIncluded)
    vatRate = try container.decode(VATRate.self, forKey: .vatRate)
  }
}
