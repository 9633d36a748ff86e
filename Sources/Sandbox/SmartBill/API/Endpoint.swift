/// One operation of the API: a file each, listed in ``catalogue``.
struct Endpoint: Sendable {
  var method: String
  var path: String
  /// What faults and counters call it. Both spellings of creating an invoice are `invoice`.
  var name: String
  /// The media types that `Accept` may ask for.
  var formats: Set<String> = ["application/json"]
  var answer: @Sendable (APICall, inout Account, Account.Mark) -> Reply

  typealias Refuse = @Sendable (Refusal) -> Reply

  var needsJSONBody: Bool { method == "POST" }

  /// An operation whose arguments are in its query: the company is checked, then it acts.
  static func asking(
    _ method: String, _ path: String, name: String, company: Company,
    refusing refuse: @escaping Refuse = { Envelope.refusal($0, withDocument: false) },
    act:
      @escaping @Sendable (APICall, inout Account, Account.Mark) throws(Refusal) -> Reply
  ) -> Endpoint {
    Endpoint(method: method, path: path, name: name) { call, account, mark in
      do throws(Refusal) {
        try company.check(call.query["cif"])
        return try act(call, &account, mark)
      } catch {
        return refuse(error)
      }
    }
  }

  /// An operation with a body: the strict mapper reads it, the company is checked, then it acts.
  static func taking(
    _ shape: JSONShape, at path: String, name: String, company: Company,
    refusing refuse: @escaping Refuse,
    act:
      @escaping @Sendable (JSONObject, APICall, inout Account, Account.Mark) throws(Refusal)
      -> Reply
  ) -> Endpoint {
    Endpoint(method: "POST", path: path, name: name) { call, account, mark in
      guard let value = try? JSONParser.parse(call.body), let object = value.object else {
        return Envelope.requestError(
          400, code: "json_parse_error", message: "Error parsing JSON request input.",
          path: call.path)
      }
      if let mismatch = shape.mismatch(in: value) {
        return Envelope.requestError(
          400, code: "json_mapping_error", message: mismatch.message, param: mismatch.path,
          path: call.path)
      }
      if object.writes("companyVatCode"), object["companyVatCode"] == nil {
        return Envelope.internalError()
      }
      do throws(Refusal) {
        try company.check(object["companyVatCode"]?.text)
        return try act(object, call, &account, mark)
      } catch {
        return refuse(error)
      }
    }
  }
}
