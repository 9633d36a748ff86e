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
    var quantity: JSONNumber<Quantity>
    var saveToDb = false
    var taxName: String
    /// In percent.
    var taxPercentage: JSONNumber<VATRate>
  }

  struct Discount: Encodable, Equatable, Sendable {
    /// A value; 2 would be a percentage.
    var discountType = 1
    var currency: String
    /// Negative: a positive one raises the total.
    var discountValue: JSONNumber<Money>
    var isDiscount = true
    var isTaxIncluded: Bool
    var measuringUnitName: String
    var name: String
    /// How many lines just above it are covered; without it the discount is silently ignored.
    var numberOfItems: Int
    var taxName: String
    /// In percent; counts where the covered lines have several rates.
    var taxPercentage: JSONNumber<VATRate>
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
