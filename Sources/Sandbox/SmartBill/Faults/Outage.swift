/// The API doesn't answer, though the books stay: nothing is executed meanwhile. The control routes
/// and the documents' pages go on.
enum Outage: String, CaseIterable, Sendable {
  case off
  /// Closes each connection without a byte, once the request has come.
  case refuse
  /// Says nothing until the outage is over, then closes the connection without a byte.
  case hang
  /// The page of a gateway with nobody behind it.
  case badGateway = "bad_gateway"
}
