import Domain

/// What an account calls its VAT rates, and which of them a line may have.
struct VATNaming {
  var byRate = SmartBillAccount.defaultVATNames
  var byReason = SmartBillAccount.defaultVATReasonNames
  /// Of rates that are charged to customers of one country alone, as the OSS has them.
  var byCountry: [ForeignVATRate: String] = [:]
  /// Whether the company pays VAT; one that doesn't has no rates at all.
  var isPayer = true

  /// The VAT of a line; nil for a company that pays none.
  ///
  /// - Parameters:
  ///   - day: the invoice's, `yyyy-MM-dd`: the rate must be valid then.
  ///   - customer: one abroad may have another country's rate, if the settings name it.
  func charge(
    at rate: VATRate, for reason: VATReason?, on day: String, to customer: Party, _ path: String
  ) throws(Failure) -> VATCharge? {
    guard (0...VATRate.whole).contains(rate.units) else {
      throw Failure(.orderNotInvoiceable, detail: "\(path).vat_rate is not between 0 and 100")
    }
    guard isPayer else {
      guard rate.units == 0 else {
        throw Failure(.companyPaysNoVAT, detail: "\(path).vat_rate is \(rate)")
      }
      return nil
    }
    if let reason {
      guard rate.units == 0 else {
        throw Failure(
          .orderNotInvoiceable,
          detail: "\(path).vat_reason is why there is no VAT, though vat_rate is \(rate)")
      }
      guard let name = byReason[reason] else {
        throw Failure(.vatRateUnnamed, detail: "\(path).vat_reason is \(reason.rawValue)")
      }
      return VATCharge(name: name, rate: rate)
    }
    if !customer.isDomestic, let country = Country(customer.country),
      let name = byCountry[ForeignVATRate(country: country, rate: rate)]
    {
      return VATCharge(name: name, rate: rate)
    }
    guard RomanianVAT.isValid(rate, on: day) || !customer.isDomestic else {
      let rates = RomanianVAT.rates(on: day).map(\.description).joined(separator: ", ")
      throw Failure(
        .vatRateNotValid,
        detail: "\(path).vat_rate is \(rate); valid on the invoice's date are \(rates)")
    }
    guard let name = byRate[rate] else {
      let place =
        customer.isDomestic
        ? "" : ", of a customer in \(Country(customer.country)?.code ?? "another country")"
      throw Failure(.vatRateUnnamed, detail: "\(path).vat_rate is \(rate)\(place)")
    }
    return VATCharge(name: name, rate: rate)
  }
}
