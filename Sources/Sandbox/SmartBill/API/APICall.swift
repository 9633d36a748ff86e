/// A request to the API, as far as an endpoint may look at it.
struct APICall: Sendable {
  var method: String
  /// Below `/SBORO/api`: `/invoice/v2`.
  var path: String
  var query: Query = Query("")
  var authorization: String?
  var contentType: String?
  var accept: String?
  /// Where this sandbox was reached, like `127.0.0.1:8090`, for the links it hands out.
  var authority: String
  var body: [UInt8] = []

  /// Where the API starts (smartbill-api.md §1).
  static let prefix = "/SBORO/api"
}
