/// Which endpoint a call means, and what HTTP itself refuses: path, verb, formats.
enum ContentRules {
  enum Ruling {
    case endpoint(Endpoint)
    case refused(Reply)
  }

  static func endpoint(for call: APICall, in endpoints: [Endpoint]) -> Ruling {
    // The official plugin writes `/stocks/ecom/`.
    let path =
      call.path.count > 1 && call.path.hasSuffix("/") ? call.path.dropLast() : call.path[...]
    let candidates = endpoints.filter { $0.path == path }
    guard !candidates.isEmpty else {
      return refused(call, 404, "resource_not_found", "The requested resource was not found.")
    }
    guard let endpoint = candidates.first(where: { $0.method == call.method }) else {
      var reply = Envelope.requestError(
        405, code: "method_not_allowed",
        message: "The request method is not supported for this resource.", path: call.path)
      reply.headers = [("Allow", candidates.map(\.method).joined(separator: ", "))]
      return .refused(reply)
    }
    guard accepts(call.accept, formats: endpoint.formats) else {
      return refused(
        call, 406, "invalid_accept_header",
        "The requested resource is not available in the requested format.")
    }
    guard !endpoint.needsJSONBody || mediaType(call.contentType) == "application/json" else {
      return refused(
        call, 415, "unsupported_media_type", "The request media type is not supported.")
    }
    return .endpoint(endpoint)
  }

  private static func refused(
    _ call: APICall, _ status: Int, _ code: String, _ message: String
  ) -> Ruling {
    .refused(Envelope.requestError(status, code: code, message: message, path: call.path))
  }

  private static func accepts(_ header: String?, formats: Set<String>) -> Bool {
    let accepted = mediaTypes(header)
    guard !accepted.isEmpty else { return true }
    return accepted.contains { wildcards.contains($0) || formats.contains($0) }
  }

  private static let wildcards: Set<String> = ["*/*", "application/*"]

  /// The first of the formats that `Accept` names; nil when it names none, or anything.
  static func named(by header: String?, among formats: Set<String>) -> String? {
    mediaTypes(header).first(where: formats.contains)
  }

  private static func mediaTypes(_ header: String?) -> [String] {
    (header ?? "").split(separator: ",").map { mediaType(String($0)) }
  }

  /// The type and subtype, without parameters, in lower case.
  private static func mediaType(_ header: String?) -> String {
    let type = (header ?? "").prefix { $0 != ";" }
    return String(type.filter { !$0.isWhitespace }).lowercased()
  }
}
