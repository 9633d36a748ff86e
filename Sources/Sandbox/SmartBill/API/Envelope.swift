/// The shapes that every answer comes in (smartbill-api.md §7.1).
enum Envelope {
  /// The five members that each business answer begins with.
  static func base(
    errorText: String = "", message: String = "", number: String = "", series: String = ""
  ) -> JSONObject {
    JSONObject(members: [
      .init(("errorText", .string(errorText))), .init(("message", .string(message))),
      .init(("number", .string(number))), .init(("series", .string(series))),
      .init(("url", "")),
    ])
  }

  static func success(message: String = "", with extra: (String, JSONValue)...) -> Reply {
    var object = base(message: message)
    object.members += extra.map(JSONObject.Member.init)
    return .json(.object(object))
  }

  /// A business refusal. Only the calls that create add the document members.
  static func refusal(_ refusal: Refusal, withDocument: Bool) -> Reply {
    let members = withDocument ? documentMembers(url: "", id: -1, viewURL: "") : []
    return self.refusal(refusal, members)
  }

  /// A business refusal with a further member, as the payment status has one.
  static func refusal(_ refusal: Refusal, with extra: (String, JSONValue)) -> Reply {
    self.refusal(refusal, [.init(extra)])
  }

  private static func refusal(_ refusal: Refusal, _ extra: [JSONObject.Member]) -> Reply {
    guard refusal.status != 401 else { return unauthorized(refusal.text) }
    var object = base(errorText: refusal.text)
    object.members += extra
    return .json(status: refusal.status, .object(object))
  }

  static func documentMembers(
    url: String, id: JSONValue, viewURL: String
  ) -> [JSONObject.Member] {
    [
      .init(("documentUrl", .string(url))), .init(("documentId", id)),
      .init(("documentViewUrl", .string(viewURL))),
    ]
  }

  /// What `companyVatCode: null` answers.
  static func internalError() -> Reply {
    var object = base(errorText: "Internal Server Error!")
    object.members += documentMembers(url: "", id: .null, viewURL: "")
    return .json(status: 500, .object(object))
  }

  static let badCredentials =
    "Autentificare esuata. Va rugam verificati datele si incercati din nou."

  /// Wrong credentials, or a company that isn't theirs. A live capture had `id` and
  /// `documentNumber` too.
  static func unauthorized(_ text: String = badCredentials) -> Reply {
    .json(
      status: 401,
      [
        "key": "!.oresp@&", "successfully": false, "errorText": .string(text), "errorCode": "0",
        "message": "", "operationExecuted": false, "cooldown": 0, "needsConsent": false,
        "id": "", "documentNumber": "",
      ])
  }

  /// The live body of a breached rate limit, under 403 (smartbill-api.md §6).
  static func blocked(status: Int, minutes: Int, since: String) -> Reply {
    .json(
      status: status,
      [
        "key": "!.oresp@&", "successfully": false,
        "errorText": .string(
          "Ai depasit limita maxima de requesturi admisa. Vei putea executa alte requesturi "
            + "dupa \(minutes) min de la momentul blocarii \(since)"),
        "errorCode": "0", "cooldown": 0,
      ])
  }

  /// A request that never reached the business: no `errorText`.
  static func requestError(
    _ status: Int, code: String, message: String, param: String? = nil, path: String
  ) -> Reply {
    var error: JSONObject = JSONObject(members: [
      .init(("code", .string(code))), .init(("message", .string(message))),
      .init(("docUrl", "https://api.smartbill.ro/#v3-error-invalid_request_error")),
    ])
    error["param"] = param.map(JSONValue.string)
    return .json(
      status: status,
      [
        "status": .integer(status), "type": "invalid_request_error",
        "instance": .string(APICall.prefix + path), "errors": [.object(error)],
      ])
  }

  static func html500() -> Reply {
    let title = "HTTP Status 500 - Internal Server Error"
    return Reply(
      status: 500,
      body: .html(
        "<!DOCTYPE html><html><head><title>\(title)</title></head>"
          + "<body><h1>\(title)</h1></body></html>"))
  }

  static func badGateway() -> Reply {
    Reply(
      status: 502,
      body: .html(
        """
        <html>
        <head><title>502 Bad Gateway</title></head>
        <body>
        <center><h1>502 Bad Gateway</h1></center>
        <hr><center>nginx</center>
        </body>
        </html>
        """))
  }
}
