import Domain
import HTTPTypes
import Hummingbird

/// The addresses that shops reach.
struct PublicSite: HTTPResponder {
  typealias Context = BasicRequestContext

  let webhooks: WebhookReceiver
  /// The JSON Schema of events.
  let schema: [UInt8]?
  let targetBytesMax: Int

  func respond(to request: Request, context: BasicRequestContext) async -> Response {
    let response = await answer(request)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(_ request: Request) async -> Response {
    guard request.uri.string.utf8.count <= targetBytesMax else { return .uriTooLong }
    let path = request.uri.path
    if let shop = Self.shop(in: path) {
      guard request.method == .post else { return .methodNotAllowed(allow: "POST") }
      return await webhooks.answer(request, for: shop)
    }
    let page: Response
    switch path {
    case "/": page = .json(.ok, #"{"service":"punte"}"#)
    case "/schema/events.json":
      guard let schema else { return .notFound }
      page = .json(.ok, bytes: schema)
    default: return .notFound
    }
    let isRead = request.method == .get || request.method == .head
    return isRead ? page : .methodNotAllowed(allow: "GET, HEAD")
  }

  /// `/webhooks/{shop}`: one segment, not empty.
  private static func shop(in path: String) -> ShopID? {
    let prefix = "/webhooks/"
    guard path.hasPrefix(prefix) else { return nil }
    let name = path.dropFirst(prefix.count)
    return name.isEmpty || name.contains("/") ? nil : ShopID(String(name))
  }
}
