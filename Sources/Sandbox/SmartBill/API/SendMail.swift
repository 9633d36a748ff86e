extension Endpoint {
  /// `POST /document/send`. It answers a `status` that is an object, and no `errorText`
  /// (smartbill-api.md §5).
  static func sendMail(company: Company) -> Endpoint {
    taking(
      MailRequest.shape, at: "/document/send", name: "document/send", company: company,
      refusing: {
        $0.status == 401
          ? Envelope.unauthorized($0.text) : status($0.status, code: 1, $0.text)
      }
    ) { object, _, account, mark throws(Refusal) in
      _ = try account.send(MailRequest(object), at: mark.milliseconds)
      return status(200, code: 0, "Documentul a fost trimis cu succes.")
    }
  }

  private static func status(_ status: Int, code: Int, _ message: String) -> Reply {
    .json(status: status, ["status": ["code": .integer(code), "message": .string(message)]])
  }
}
