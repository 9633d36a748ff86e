import Domain
import HTTPTypes
import Hummingbird

/// The addresses that shops reach.
struct PublicSite: HTTPResponder {
  typealias Context = BasicRequestContext

  let webhooks: WebhookReceiver
  let stocks: StockPushSite
  let documents: DocumentSite?
  /// The JSON Schema of events: all its answers share these bytes.
  let schema: ByteBuffer?
  let unknownAddresses: UnknownAddresses
  let targetBytesMax: Int

  func respond(to request: Request, context: BasicRequestContext) async -> Response {
    let response = await answer(request)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(_ request: Request) async -> Response {
    guard request.uri.string.utf8.count <= targetBytesMax else { return .uriTooLong }
    let path = Self.withoutLastSlash(request.uri.path)
    if let shop = Self.segment(of: path, below: "/webhooks/").map({ ShopID($0) }) {
      guard request.method == .post else { return .methodNotAllowed(allow: "POST") }
      return await webhooks.answer(request, for: shop)
    }
    if let account = Self.segment(of: path, below: "/smartbill/stocks/").map({ AccountID($0) }) {
      guard request.method == .post else { return .methodNotAllowed(allow: "POST") }
      return await stocks.answer(request, for: account)
    }
    let isRead = request.method == .get || request.method == .head
    if let documents, let token = Self.segment(of: path, below: "/documents/") {
      return isRead
        ? await documents.answer(request, token: token) : .methodNotAllowed(allow: "GET, HEAD")
    }
    let page: Response
    switch path {
    case "/": page = .service
    case "/schema/events.json":
      guard let schema else { return .notFound }
      page = .json(.ok, buffer: schema)
    default:
      unknownAddresses.note(request)
      return .notFound
    }
    return isRead ? page : .methodNotAllowed(allow: "GET, HEAD")
  }

  /// People write addresses with a slash at the end, and without.
  private static func withoutLastSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// What follows, such as the shop of `/webhooks/{shop}`: one segment, not empty.
  private static func segment(of path: String, below prefix: String) -> String? {
    guard path.hasPrefix(prefix) else { return nil }
    let name = path.dropFirst(prefix.count)
    return name.isEmpty || name.contains("/") ? nil : String(name)
  }
}
