import Domain

/// An entry of `products` in a create call (`smartbill-api.md` §4.3, §4.4).
enum WireLine: Equatable, Sendable {
  case sale(Sale)
  case discount(Discount)

  struct Sale: Encodable, Equatable, Sendable {
    var code: String?
    /// On every line: SmartBill's default is RON whatever the document's currency is.
    var currency: String
    /// Shipping and fees: no stock is ever taken for them.
    var isService: Bool
    var isTaxIncluded: Bool
    var measuringUnitName: String
    var name: String
    /// Of one unit.
    var price: JSONNumber<Money>
    /// The shop's name of what is printed under SmartBill's.
    var productDescription: String?
    var quantity: JSONNumber<Quantity>
    var saveToDb = false
    /// Nil for a company that pays no VAT, with its percentage.
    var taxName: String?
    /// In percent.
    var taxPercentage: JSONNumber<VATRate>?
    /// Print SmartBill's name and leave it as it is; with stock, the name sent overwrites it else.
    var useSBProductName: Bool?
    /// Of goods, where stock is taken.
    var warehouseName: String?
  }

  struct Discount: Encodable, Equatable, Sendable {
    var discountType = DiscountType.value
    var currency: String
    /// Of a percentage.
    var discountPercentage: JSONNumber<Percentage>?
    /// Of a value. Negative: a positive one raises the total.
    var discountValue: JSONNumber<Money>?
    var isDiscount = true
    var isTaxIncluded: Bool
    var measuringUnitName: String
    var name: String
    /// How many lines just above it are covered; without it the discount is silently ignored. A
    /// value is taken off once, whatever this is.
    var numberOfItems: Int
    var taxName: String?
    /// In percent; counts where the covered lines have several rates.
    var taxPercentage: JSONNumber<VATRate>?
  }

  enum DiscountType: Int, Encodable, Sendable {
    case value = 1
    case percentage = 2
  }

  /// Nil for a company that pays no VAT.
  var charge: VATCharge? {
    let (name, percentage) =
      switch self {
      case .sale(let sale): (sale.taxName, sale.taxPercentage)
      case .discount(let discount): (discount.taxName, discount.taxPercentage)
      }
    guard let name, let percentage else { return nil }
    return VATCharge(name: name, rate: percentage.value)
  }
}

extension WireLine: Encodable {
  func encode(to encoder: any Encoder) throws {
    switch self {
    case .sale(let sale): try sale.encode(to: encoder)
    case .discount(let discount): try discount.encode(to: encoder)
    }
  }
}
