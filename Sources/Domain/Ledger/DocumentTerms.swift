/// What a shop's settings decide about a document, beside what its order says.
public struct DocumentTerms: Codable, Sendable, Equatable {
  /// As SmartBill names it, such as `EN`; nil for Romanian.
  public var language: String?
  /// Days from the document's own until it is due; nil prints no due date.
  public var dueDays: Int?
  /// Days from the document's own until delivery; nil prints no date of it.
  public var deliveryDays: Int?
  /// Printed on the document, before our reference.
  public var mentions: String?
  public var observations: String?
  /// The warehouse (gestiune) that the goods are taken from; nil takes no stock.
  public var warehouse: String?
  /// Whether VAT falls due when the invoice is paid (TVA la încasare); nil leaves it to SmartBill.
  public var hasVATOnCollection: Bool?
  /// Whether the company's other fiscal code, for the Union, is to stand on the document.
  public var usesUnionCode: Bool?
  /// Whether SmartBill keeps the customer: its own record is overwritten, blanks included.
  public var savesCustomer: Bool?
  public var issuer: DocumentIssuer?
  public var delegate: DocumentDelegate?
  /// The order is paid, and the invoice says so; nil leaves that to a payment of its own.
  public var payment: PaymentTerms?
  /// How goods are told apart and named; nil sends what the shop says.
  public var products: ProductTerms?

  public init(
    language: String? = nil, dueDays: Int? = nil, mentions: String? = nil,
    observations: String? = nil, warehouse: String? = nil, payment: PaymentTerms? = nil
  ) {
    self.language = language
    self.dueDays = dueDays
    self.mentions = mentions
    self.observations = observations
    self.warehouse = warehouse
    self.payment = payment
  }

  /// What a negative invoice says of them: nothing is to be paid, and nothing was.
  public var ofRefund: DocumentTerms {
    var terms = self
    terms.dueDays = nil
    terms.payment = nil
    return terms
  }
}

/// Who made the document out.
public struct DocumentIssuer: Codable, Sendable, Equatable {
  public var name: String
  public var personalCode: String?

  public init(name: String, personalCode: String? = nil) {
    self.name = name
    self.personalCode = personalCode
  }
}

/// Who carries the goods; SmartBill prints the card only with a name, and the car only with both.
public struct DocumentDelegate: Codable, Sendable, Equatable {
  public var name: String
  public var identityCard: String?
  public var car: String?

  public init(name: String, identityCard: String? = nil, car: String? = nil) {
    self.name = name
    self.identityCard = identityCard
    self.car = car
  }
}
