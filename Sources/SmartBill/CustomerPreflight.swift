import Domain

/// Sees to it that e-Factura takes a customer's data: SmartBill would issue the invoice, and SPV
/// refuse it days later (`smartbill-api.md` §10). Mends what is certain, refuses what isn't.
struct CustomerPreflight {
  private(set) var customer: Party
  private(set) var mends: [Mend] = []

  init(_ customer: Party) throws(Failure) {
    self.customer = customer
    leaveOutBadEmail()
    try checkCountry()
    switch customer.kind {
    case .person: checkPersonalCode()
    case .company: if customer.isDomestic { try checkFiscalCode() }
    }
    guard customer.isDomestic else { return }
    try checkCounty()
    fill("customer.city", \.city)
    fill("customer.address", \.address)
  }

  private mutating func mend(
    _ field: String, _ path: WritableKeyPath<Party, String?>, to text: String, isShown: Bool = true
  ) {
    let was = customer[keyPath: path]
    guard was != text else { return }
    mends.append(Mend(field, was: was.nonBlank.map { isShown ? $0 : Mend.hidden }, became: text))
    customer[keyPath: path] = text
  }

  /// SmartBill mails a document to what stands on it, if nobody says otherwise.
  private mutating func leaveOutBadEmail() {
    guard let email = customer.email.nonBlank, !MailAddresses.isOne(email) else { return }
    mends.append(Mend("customer.email", was: email, became: ""))
    customer.email = nil
  }

  // MARK: Who it is

  /// Thirteen zeros stand for a CNP that isn't known.
  private mutating func checkPersonalCode() {
    let code = PlainText.bareCode(customer.personalCode ?? "")
    guard code.contains(where: { $0 != "0" }) else {
      customer.personalCode = nil
      return
    }
    if PersonalCode.isValid(code) {
      customer.personalCode = code
    } else {
      mend(
        "customer.cnp", \.personalCode, to: WireClient.unknownPersonalCode, isShown: false)
    }
  }

  private static let payerPrefix = "RO"

  /// The code of a company is sent with `RO` if it pays VAT, else without.
  private mutating func checkFiscalCode() throws(Failure) {
    guard let text = customer.vatCode.nonBlank else { throw unfit("is missing") }
    let code = PlainText.bareCode(text)
    let hasPrefix = code.hasPrefix(Self.payerPrefix)
    let digits = String(hasPrefix ? code.dropFirst(Self.payerPrefix.count) : code[...])
    if !hasPrefix, PersonalCode.isValid(digits) {
      // A person who trades under the CNP.
      return mend("customer.vat_code", \.vatCode, to: digits)
    }
    guard !PersonalCode.isValid(digits) else {
      throw unfit("is RO before a person's code (CNP): who trades under a CNP has no RO")
    }
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), (2...10).contains(digits.utf8.count)
    else { throw unfit("is no CUI of 2 to 10 digits, with or without RO") }
    guard FiscalCode.isValid(digits) else { throw unfit("has a control digit that doesn't fit") }
    let isPayer = customer.isVATPayer ?? hasPrefix
    mend("customer.vat_code", \.vatCode, to: (isPayer ? Self.payerPrefix : "") + digits)
  }

  private func unfit(_ what: String) -> Failure {
    Failure(.customerVATCodeInvalid, detail: "customer.vat_code \(what)")
  }

  // MARK: Where it is

  /// Romania's other names are put right. Abroad a name is sent as it is, if it is a country's.
  private mutating func checkCountry() throws(Failure) {
    guard let text = Optional(customer.country).nonBlank else { return }
    guard let country = Country(text) else {
      throw Failure(.customerCountryUnknown, detail: "customer.country is no country")
    }
    guard country == .romania, !Self.ownNames.contains(text.uppercased()) else { return }
    mends.append(Mend("customer.country", was: text, became: WireClient.defaultCountry))
    customer.country = WireClient.defaultCountry
  }

  /// As SmartBill takes them.
  private static let ownNames: Set = ["RO", "ROU", "ROMANIA", "ROMÂNIA"]

  private mutating func checkCounty() throws(Failure) {
    let (city, county) = (customer.city.nonBlank ?? "", customer.county.nonBlank ?? "")
    let postCode = customer.postCode.nonBlank.flatMap(PostCode.init)
    let named = BucharestSector(inTown: city) ?? BucharestSector(inTown: county)
    let isBucharest = BucharestSector.isBucharest(city)
    let isNothingElse = BucharestSector.isNothingElse(city)
    let known: County
    switch County(county) {
    // Shops' lists have it for all that is about Bucharest: its post codes tell, or, where there is
    // none, the sector.
    case .ilfov?
    where (isBucharest || isNothingElse)
      && (postCode?.sector != nil || postCode == nil && named != nil):
      known = .bucharest
    case let found?
    where isNothingElse && found != .bucharest || isBucharest && found == .ilfov:
      throw Failure(
        .customerCountyUnknown,
        detail: "customer.county is \(found.name), and customer.city is Bucharest")
    case let found?: known = found
    case nil where isBucharest || named != nil: known = .bucharest
    case nil:
      guard let found = postCode?.county else {
        throw Failure(
          .customerCountyUnknown,
          detail: "customer.county is \(county.isEmpty ? "missing" : "no Romanian county"), and "
            + "customer.post_code tells none")
      }
      known = found
    }
    if known == .bucharest {
      let told =
        named == nil ? try sector(postCode, isTownCertain: isBucharest || city.isEmpty) : named
      if let told { mend("customer.city", \.city, to: told.name) }
    }
    // Diacritics are left out later anyway; to have none is no mistake.
    let name = known.name
    if PlainText.withoutDiacritics(county) != PlainText.withoutDiacritics(name) {
      mend("customer.county", \.county, to: name)
    }
  }

  /// The sector that the address or the post code tells, where they don't contradict each other.
  private func sector(
    _ postCode: PostCode?, isTownCertain: Bool
  ) throws(Failure) -> BucharestSector {
    let written = isTownCertain ? customer.address.flatMap(BucharestSector.init(inAddress:)) : nil
    switch (written, postCode?.sector) {
    case (let one?, let other?) where one != other:
      throw Failure(
        .customerSectorUnknown,
        detail: "customer.address names another sector than customer.post_code")
    case (let sector?, _), (nil, let sector?): return sector
    case (nil, nil):
      throw Failure(
        .customerSectorUnknown,
        detail: "neither customer.city nor customer.address names one, and customer.post_code "
          + "is none of Bucharest's")
    }
  }

  /// e-Factura takes a dash, but nothing empty.
  private mutating func fill(_ field: String, _ path: WritableKeyPath<Party, String?>) {
    if customer[keyPath: path].nonBlank == nil { mend(field, path, to: WireClient.unknownPlace) }
  }
}
