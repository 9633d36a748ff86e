/// What the API answers, apart from how it travels.
struct Reply: Sendable {
  enum Body: Sendable {
    case json(JSONValue)
    case html(String)
    /// Drawn only when it is sent, since that takes a while.
    case pdf(InvoicePDF, mediaType: String)
    case empty
  }

  var status: Int
  var body: Body
  var headers: [(name: String, value: String)] = []

  static func json(status: Int = 200, _ value: JSONValue) -> Reply {
    Reply(status: status, body: .json(value))
  }
}
