/// An order in the words of the contract between a shop and Punte.
struct ShopOrder: Codable, Equatable, Sendable {
  let id: String
  let number: String
  var status: ShopOrderStatus
  let currency: String
  /// RFC 3339, UTC.
  let placedAt: String
  let customer: Customer
  let lines: [Line]
  let payment: Payment
  /// What the customer pays, VAT included.
  let total: ShopAmount

  enum CodingKeys: String, CodingKey {
    case id, number, status, currency, customer, lines, payment, total
    case placedAt = "placed_at"
  }

  struct Customer: Codable, Equatable, Sendable {
    var kind: Kind
    var name: String
    var cnp: String?
    var vatCode: String?
    var vatPayer: Bool?
    var tradeRegister: String?
    var address: String?
    var city: String?
    var county: String?
    var country: String?
    var postCode: String?
    var email: String?
    var phone: String?

    enum Kind: String, Codable, Sendable {
      case person, company
    }

    enum CodingKeys: String, CodingKey {
      case kind, name, cnp, address, city, county, country, email, phone
      case vatCode = "vat_code"
      case vatPayer = "vat_payer"
      case tradeRegister = "reg_com"
      case postCode = "post_code"
    }
  }

  struct Line: Codable, Equatable, Sendable {
    var kind: Kind
    var code: String?
    var name: String
    var quantity: ShopAmount?
    var unit: String?
    /// Of one unit; negative on a discount.
    var price: ShopAmount
    var vatIncluded: Bool
    /// In per cent.
    var vatRate: ShopAmount

    enum Kind: String, Codable, Sendable {
      case product, shipping, fee, discount
    }

    enum CodingKeys: String, CodingKey {
      case kind, code, name, quantity, unit, price
      case vatIncluded = "vat_included"
      case vatRate = "vat_rate"
    }
  }

  struct Payment: Codable, Equatable, Sendable {
    var method: String
    var paid: Bool
  }
}
