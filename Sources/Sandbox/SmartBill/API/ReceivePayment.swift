import FoundationEssentials

extension Endpoint {
  /// `POST /payment`. A `Chitanta` answers its series and number, a `Bon` its id and number, and
  /// anything else an envelope with nothing in it (smartbill-api.md §5).
  static func receivePayment(company: Company) -> Endpoint {
    taking(
      PaymentRequest.shape, at: "/payment", name: "payment", company: company,
      refusing: { Envelope.refusal($0, withDocument: false) }
    ) { object, call, account, mark throws(Refusal) in
      let request = PaymentRequest(object)
      let payment = try account.pay(
        request, body: String(decoding: call.body, as: UTF8.self), mark: mark)
      switch payment.type {
      case .receipt:
        return .json(
          .object(Envelope.base(number: payment.number ?? "", series: payment.series ?? "")))
      case .fiscalReceipt:
        let text = request.returnsPrinterText ? payment.printerText : nil
        var reply = Envelope.base(message: base64(text ?? ""), number: payment.number ?? "")
        reply["id"] = .string(String(payment.id))
        return .json(.object(reply))
      default: return Envelope.success()
      }
    }
  }

  /// `GET /payment/text`: what a `Bon` would have printed, in Base64. An id that is none breaks the
  /// server (smartbill-api.md §7.1).
  static func paymentText(company: Company) -> Endpoint {
    asking("GET", "/payment/text", name: "payment/text", company: company) {
      call, account, _ throws(Refusal) in
      let id = call.query["id"].flatMap { Int($0) }
      guard let payment = account.livePayments.first(where: { $0.id == id }),
        let text = payment.printerText
      else { return Envelope.html500() }
      return .json(["errorText": "", "message": .string(base64(text))])
    }
  }

  private static func base64(_ text: String) -> String {
    Data(text.utf8).base64EncodedString()
  }
}
