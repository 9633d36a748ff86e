extension Endpoint {
  /// `DELETE /payment/chitanta`: only the last of its series.
  static func deleteReceipt(company: Company) -> Endpoint {
    asking("DELETE", "/payment/chitanta", name: "payment/chitanta", company: company) {
      call, account, mark throws(Refusal) in
      let name = try DocumentName(call.query, .receipt)
      _ = try account.deleteReceipt(
        series: name.series, number: name.number, at: mark.milliseconds)
      return Envelope.success(
        message: "Chitanta cu seria si numarul \(name.text) a fost stearsa cu succes.")
    }
  }

  /// `DELETE /payment/v2`: a payment without a paper of its own.
  static func deletePayment(company: Company) -> Endpoint {
    asking("DELETE", "/payment/v2", name: "payment/delete", company: company) {
      call, account, mark throws(Refusal) in
      let payment = try account.deletePayment(
        PaymentDeletion(call.query), at: mark.milliseconds)
      return Envelope.success(
        message: "Incasarea emisa catre clientul \(payment.client) \(payment.clientVATCode) in "
          + "data de \(CalendarDate.slashed(payment.issueDate)) cu valoare de "
          + "\(payment.value.text()) de tip \(payment.type.rawValue) a fost stearsa cu succes.")
    }
  }
}

extension PaymentDeletion {
  fileprivate init(_ query: Query) {
    self.init(
      paymentType: query["paymentType"], invoiceSeries: query["invoiceSeries"],
      invoiceNumber: query["invoiceNumber"], paymentDate: query["paymentDate"],
      paymentValue: query["paymentValue"].flatMap { text in
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
        return isPlain ? ExactNumber(jsonNumber: text) : nil
      },
      clientName: query["clientName"], clientCIF: query["clientCif"])
  }
}
