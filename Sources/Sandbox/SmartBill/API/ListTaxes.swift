extension Endpoint {
  /// `GET /tax`: the VAT rates of the account. A company that pays no VAT is told so, as the
  /// official plugin has met it (smartbill-api.md §3.1).
  static func listTaxes(company: Company) -> Endpoint {
    asking("GET", "/tax", name: "tax", company: company) { _, account, _ throws(Refusal) in
      guard account.rules.paysVAT else { throw .paysNoVAT }
      let taxes = account.rules.rates.map { rate -> JSONValue in
        ["name": .string(rate.name), "percentage": .integer(rate.percentage)]
      }
      return Envelope.success(with: ("taxes", .array(taxes)))
    }
  }
}
