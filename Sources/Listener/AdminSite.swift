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
  let documents: DocumentDesk?
  let refused: RefusedDeliveries
  let report: any SelfReport
  let clock: any TimeSource
  let bodyBytesMax: Int
  let logger: Logger
  /// Called after each act.
  let onAct: @Sendable () -> Void
  let inspector: (any AccountInspecting)?
  let stock: (any StockSource)?
  /// Of the public side; nil until it listens.
  let listeningPort: @Sendable () -> Int?
  /// Reads the shops' secrets again; nil where nothing can.
  let refreshSecrets: (@Sendable () -> SecretsRefresh)?

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
    case ("/listener", .get): return try .json(.ok, of: ListenerPort(port: listeningPort()))
    case ("/listener", _): return .methodNotAllowed(allow: "GET")
    case ("/secrets", .post):
      guard let refreshSecrets else { return .notFound }
      return try .json(.ok, of: refreshSecrets())
    case ("/secrets", _): return .methodNotAllowed(allow: "POST")
    case ("/inspections", .post): return try await inspect(request)
    case ("/inspections", _): return .methodNotAllowed(allow: "POST")
    case ("/stocks", .post): return try await readStock(request)
    case ("/stocks", _): return .methodNotAllowed(allow: "POST")
    case (let path, .get):
      guard let documents, path.hasPrefix(Self.documents),
        let id = Invoice.ID(path.dropFirst(Self.documents.count))
      else { return .notFound }
      return try await show(id, documents)
    default: return .notFound
    }
  }

  private static let documents = "/documents/"

  /// The PDF; 404 where there is none, 502 with the failure where it can't be had now.
  private func show(_ id: Invoice.ID, _ documents: DocumentDesk) async throws -> Response {
    let invoice: Invoice?
    do {
      invoice = try await documents.invoice(id)
    } catch {
      logger.error("An invoice could not be looked up.", metadata: ["error": "\(error)"])
      return .unavailable
    }
    guard let invoice, invoice.shownDocument != nil else { return .notFound }
    switch await documents.source.pdf(of: invoice) {
    case .printed(let pdf):
      return Response(
        status: .ok, headers: [.contentType: "application/pdf"],
        body: .init(byteBuffer: ByteBuffer(bytes: pdf)))
    case .unavailable(let failure, _):
      return try .json(.badGateway, of: failure)
    }
  }

  /// Reads what is asked.
  private func answer<Question: Decodable>(
    to request: Request, _ answer: (Question) async throws -> Response
  ) async throws -> Response {
    let body: [UInt8]
    do {
      body = try await request.bytes(upTo: bodyBytesMax)
    } catch {
      return Response(error)
    }
    guard let question = try? JSONDecoder().decode(Question.self, from: Data(body)) else {
      return .badRequest
    }
    return try await answer(question)
  }

  private func inspect(_ request: Request) async throws -> Response {
    guard let inspector else { return .notFound }
    return try await answer(to: request) { (question: AccountQuestion) in
      try .json(.ok, of: await inspector.inspect(question))
    }
  }

  private func readStock(_ request: Request) async throws -> Response {
    guard let stock else { return .notFound }
    return try await answer(to: request) { (asked: StockAsk) in
      try .json(.ok, of: await stock.stock(of: asked.account, in: asked.warehouses))
    }
  }

  private func perform(_ request: Request) async throws -> Response {
    try await answer(to: request) { (asked: ActRequest) in
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
}
