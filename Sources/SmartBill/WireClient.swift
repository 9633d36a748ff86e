import Domain

/// The `client` of a create call (`smartbill-api.md` §4.2, §10). Only what is sent is printed.
struct WireClient: Encodable, Equatable, Sendable {
  /// Stands for an unknown CNP at e-Factura.
  static let unknownPersonalCode = "0000000000000"
  /// Stands for an unknown address or city at e-Factura, which accepts no empty one.
  static let unknownPlace = "-"
  static let defaultCountry = "Romania"

  var address: String
  var city: String
  var country: String
  var county: String?
  var email: String?
  var isTaxPayer: Bool
  var name: String
  var phone: String?
  var regCom: String?
  /// Said explicitly, as the two specifications differ on the default: true would overwrite the
  /// account's own record, blanks included.
  var saveToDb: Bool
  /// Left out for a company abroad that has none; SmartBill asks for it of nobody.
  var vatCode: String?

  init(_ party: Party, isSaved: Bool = false) throws(Failure) {
    guard let name = party.name.nonBlank else {
      throw Failure(.orderNotInvoiceable, detail: "customer.name is empty")
    }
    self.name = name
    saveToDb = isSaved
    address = party.address.nonBlank ?? Self.unknownPlace
    city = party.city.nonBlank ?? Self.unknownPlace
    // E-Factura knows counties by name; SmartBill's own plugin sends them without diacritics.
    county = party.county.nonBlank.map(PlainText.withoutDiacritics)
    country = party.country.nonBlank ?? Self.defaultCountry
    email = party.email.nonBlank
    phone = party.phone.nonBlank
    switch party.kind {
    case .person:
      vatCode = Self.personalCode(party.personalCode)
      isTaxPayer = false
    case .company:
      vatCode = party.vatCode.nonBlank
      guard vatCode != nil || !party.isDomestic else {
        throw Failure(.orderNotInvoiceable, detail: "customer.vat_code of a company is missing")
      }
      isTaxPayer = party.isVATPayer ?? vatCode?.uppercased().hasPrefix("RO") ?? false
      regCom = party.tradeRegisterNumber.nonBlank
    }
  }

  private static func personalCode(_ code: String?) -> String {
    guard let code = code.nonBlank, code.utf8.count == unknownPersonalCode.utf8.count,
      code.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return unknownPersonalCode }
    return code
  }
}

extension String {
  var nonBlank: String? { Optional(self).nonBlank }
}
