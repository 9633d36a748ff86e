/// What a payment is booked as, in SmartBill's words (`smartbill-api.md` §4.5). Its `Bon` is left
/// out: that is a fiscal printer's.
public enum PaymentType: String, Codable, Sendable, CaseIterable {
  /// With a receipt of its own, which takes a number in a series of receipts.
  case receipt = "Chitanta"
  case card = "Card"
  case onlineCard = "Card online"
  case cheque = "CEC"
  case promissoryNote = "Bilet ordin"
  case transfer = "Ordin plata"
  case postalOrder = "Mandat postal"
  case bankStatement = "Extras de cont"
  case cashOnDelivery = "Ramburs"
  case other = "Alta incasare"

  /// Whether it is money in the till: SmartBill takes everything for that unless told otherwise.
  public var isCash: Bool { self == .receipt }
}

/// How the money that a shop's payment method brings is booked.
public struct PaymentTerms: Codable, Sendable, Equatable {
  public var type: PaymentType
  /// The series of receipts; nil for what has no receipt.
  public var series: String?
  /// An order that arrives paid so is invoiced as paid.
  public var isInside: Bool

  public init(type: PaymentType, series: String? = nil, isInside: Bool = false) {
    self.type = type
    self.series = series
    self.isInside = isInside
  }
}
