import Hummingbird

/// Refuses what a page of another site makes a browser send.
///
/// Browsers say where a request comes from; scripts say nothing and are let through. The callback
/// is guarded by its signature instead.
struct ShopOriginGuard: RouterMiddleware {
  typealias Context = ShopRequestContext

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard
      request.method == .get || request.method == .head
        || Self.isOurs(
          fetchSite: request.header("sec-fetch-site"), origin: request.header("origin"),
          host: request.head.authority)
    else { return ShopAnswer.error("cross_site", status: .forbidden) }
    return try await next(request, context)
  }

  static func isOurs(fetchSite: String?, origin: String?, host: String?) -> Bool {
    if let fetchSite, fetchSite != "same-origin", fetchSite != "none" { return false }
    guard let origin else { return true }
    return host.map { origin == "http://\($0)" || origin == "https://\($0)" } ?? false
  }
}
