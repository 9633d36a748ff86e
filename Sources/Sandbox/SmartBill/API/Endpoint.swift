/// One operation of the API: a file each, listed in ``catalogue``.
struct Endpoint: Sendable {
  var method: String
  var path: String
  /// What faults and counters call it. Both spellings of creating an invoice are `invoice`.
  var name: String
  /// The media types that `Accept` may ask for.
  var formats: Set<String> = ["application/json"]
  /// Nil for an operation that SmartBill has and this sandbox doesn't yet.
  var answer: (@Sendable (APICall, inout Account, Account.Mark) -> Reply)?

  static func unbuilt(_ method: String, _ path: String) -> Endpoint {
    Endpoint(method: method, path: path, name: String(path.dropFirst()), answer: nil)
  }

  var needsJSONBody: Bool { method == "POST" }

  /// The endpoint isn't in the sandbox yet, or something that was asked of it isn't.
  static func unbuiltReply(_ what: String) -> Reply {
    .json(
      status: 501,
      .object(
        Envelope.base(
          errorText: "punte-sandbox: \(what) is part of SmartBill's API, "
            + "but not in this sandbox yet.")))
  }

  /// Checks the company of a call that names it in its query.
  static func company(
    of call: APICall, is cif: String
  ) throws(Refusal) {
    guard call.query["cif"] == cif else { throw .unknownCompany }
  }
}
