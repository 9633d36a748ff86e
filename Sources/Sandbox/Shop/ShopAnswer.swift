import FoundationEssentials
import Hummingbird

/// The shop's answers to requests.
enum ShopAnswer {
  /// A body longer than this is no callback and no order.
  static let bodyBytesMax = 1_048_576

  static func page(_ page: ShopPage, status: HTTPResponse.Status = .ok) -> Response {
    text(page.html, type: "text/html; charset=utf-8", status: status)
  }

  static func part(_ part: ShopMarkup) -> Response {
    text(part.html, type: "text/html; charset=utf-8")
  }

  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let body = String(decoding: try encoder.encode(value), as: UTF8.self)
    return text(body + "\n", type: "application/json", status: status)
  }

  static func error(_ code: String, status: HTTPResponse.Status) -> Response {
    text("{\"error\":\"\(code)\"}\n", type: "application/json", status: status)
  }

  static func error(_ error: ShopError) -> Response {
    switch error {
    case .unknownOrder: Self.error("unknown_order", status: .notFound)
    case .orderExists: Self.error("order_exists", status: .conflict)
    case .orderUnreadable: Self.error("order_unreadable", status: .unprocessableContent)
    case .unknownProduct: Self.error("unknown_product", status: .notFound)
    case .priceMissing: Self.error("price_missing", status: .unprocessableContent)
    case .tooManyOrders: Self.error("too_many_orders", status: .serviceUnavailable)
    }
  }

  static func seeOther(_ address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
  }

  static func text(
    _ text: String, type: String, status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status,
      headers: [
        .contentType: type,
        .cacheControl: "no-store",
        .xContentTypeOptions: "nosniff",
        .contentSecurityPolicy: """
        default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
        img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """,
      ],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}

extension Request {
  /// The value of a header; lowercase names.
  func header(_ name: String) -> String? {
    headers.first { $0.name.canonicalName == name }?.value
  }

  /// The whole body; throws 413 when it is longer than the shop reads.
  func wholeBody() async throws -> Data {
    var request = self
    let buffer = try await request.collectBody(upTo: ShopAnswer.bodyBytesMax)
    return Data(buffer.readableBytesView)
  }

  /// The body as JSON; nil when it can't be read as that.
  func decoded<Value: Decodable>(_ type: Value.Type) async throws -> Value? {
    try? JSONDecoder().decode(type, from: try await wholeBody())
  }
}
