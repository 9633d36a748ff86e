/// One line of an order. A discount's quantity is one, and its price negative; or it has a `percent`
/// and no price.
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
  /// Nil only on a discount, which is then shared out over the rates of the lines that it covers.
  public var vatRate: VATRate?
  /// Why the rate is zero, where it is.
  public var vatReason: VATReason?
  /// What a discount takes off the lines that it covers, where it is no fixed amount.
  public var percent: Percentage?
  /// How many lines just above it a discount covers, other discounts counted; nil for all.
  public var covers: Int?

  public init(
    kind: Kind, code: String? = nil, name: String, quantity: Quantity = .one,
    unit: String = OrderLine.defaultUnit, price: Money, isVATIncluded: Bool = true,
    vatRate: VATRate?, vatReason: VATReason? = nil, percent: Percentage? = nil,
    covers: Int? = nil
  ) {
    self.kind = kind
    self.code = code
    self.name = name
    self.quantity = quantity
    self.unit = unit
    self.price = price
    self.isVATIncluded = isVATIncluded
    self.vatRate = vatRate
    self.vatReason = vatReason
    self.percent = percent
    self.covers = covers
  }

  enum CodingKeys: String, CodingKey {
    case kind, code, name, quantity, unit, price, percent, covers
    case isVATIncluded = "vat_included"
    case vatRate = "vat_rate"
    case vatReason = "vat_reason"
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
    percent = try container.decodeIfPresent(Percentage.self, forKey: .percent)
    covers = try container.decodeIfPresent(Int.self, forKey: .covers)
    price =
      percent == nil
      ? try container.decode(Money.self, forKey: .price)
      : try container.decodeIfPresent(Money.self, forKey: .price) ?? .zero
    isVATIncluded = try container.decode(Bool.self, forKey: .isVATIncluded)
    vatRate =
      kind == .discount
      ? try container.decodeIfPresent(VATRate.self, forKey: .vatRate)
      : try container.decode(VATRate.self, forKey: .vatRate)
    vatReason = try container.decodeIfPresent(VATReason.self, forKey: .vatReason)
  }
}
