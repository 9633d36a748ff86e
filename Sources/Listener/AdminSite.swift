import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging

/// What the command line asks of the running service: acts, and what is only in its memory; and
/// what `WatchPages` show.
struct AdminSite: HTTPResponder {
  typealias Context = BasicRequestContext

  let operations: any Operations
  let refused: RefusedDeliveries
  let report: any SelfReport
  let clock: any TimeSource
  let bodyBytesMax: Int
  let logger: Logger
  /// Called after each act.
  let onAct: @Sendable () -> Void

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    if let page = await WatchPages(report: report).answer(request) { return page }
    switch (request.uri.path, request.method) {
    case ("/acts", .post): return try await perform(request)
    case ("/acts", _): return .methodNotAllowed(allow: "POST")
    case ("/refused", .get): return try .json(.ok, of: refused.listing)
    case ("/refused", _): return .methodNotAllowed(allow: "GET")
    case ("/status", .get):
      return await report.status().map { .json(.ok, bytes: $0) } ?? .unavailable
    case ("/status", _): return .methodNotAllowed(allow: "GET")
    default: return .notFound
    }
  }

  private func perform(_ request: Request) async throws -> Response {
    let body: [UInt8]
    do {
      body = try await request.bytes(upTo: bodyBytesMax)
    } catch {
      return Response(error)
    }
    guard let asked = try? JSONDecoder().decode(ActRequest.self, from: Data(body)) else {
      return .badRequest
    }
    let result: ActResult
    do {
      result = try await operations.perform(asked.act, by: asked.by, at: clock.now())
    } catch {
      logger.error("An operator's act could not be stored.", metadata: ["error": "\(error)"])
      return .unavailable
    }
    onAct()
    return try .json(.ok, of: result)
  }
}
