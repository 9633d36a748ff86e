extension Endpoint {
  /// `GET /tax`: the VAT rates of the account.
  static func listTaxes(cif: String) -> Endpoint {
    Endpoint(method: "GET", path: "/tax", name: "tax") { call, account, _ in
      do throws(Refusal) {
        try company(of: call, is: cif)
        let taxes = account.rates.map { rate -> JSONValue in
          ["name": .string(rate.name), "percentage": .integer(rate.percentage)]
        }
        return Envelope.success(with: ("taxes", .array(taxes)))
      } catch {
        return Envelope.refusal(error, withDocument: false)
      }
    }
  }
}
