import Domain
import HTTPTypes
import Transport

/// A signed request to a shop's callback address.
struct CallbackRequest {
  /// Only the status counts; what a shop says beside it is not kept.
  static let responseBytesMax = 64 << 10

  let body: [UInt8]
  /// The `webhook-id`.
  let id: String
  /// Carried on to the shop, where the event has one.
  var trace: TraceID?

  func request(to endpoint: ShopEndpoint, at now: Timestamp) -> TransportRequest {
    var headers: HTTPFields = [.contentType: "application/json"]
    let signed = endpoint.signer.headers(id: id, timestampSeconds: now.seconds, body: body)
    if let trace, let name = HTTPField.Name("traceparent") {
      headers[name] = trace.traceparent(span: .random(in: .min ... .max))
    }
    for (name, value) in signed {
      HTTPField.Name(name).map { headers[$0] = value }
    }
    return TransportRequest(
      method: .post, url: endpoint.callbackURL, headers: headers, body: body,
      limits: TransportLimits(
        totalTimeoutMilliseconds: Int(endpoint.timeout.wholeMilliseconds),
        responseBytesMax: Self.responseBytesMax),
      addressPolicy: endpoint.allowsPrivateAddresses ? .any : .publicOnly,
      requiresTLS: endpoint.callbackURL.lowercased().hasPrefix("https:"))
  }
}
