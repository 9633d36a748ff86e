import Domain
import Transport

extension CallbackClient {
  /// A hundred answers with reasons; more than that a shop need not say.
  private static let stockResponseBytesMax = 1 << 20
  /// A shop that saves a hundred products takes longer than one that stores a notice.
  static let stockTimeout = Duration.seconds(60)

  public func apply(_ batch: StockBatch, at now: Timestamp) async -> StockBatchReading {
    guard var endpoint = endpoint(of: batch.shop) else {
      return .failed(
        Failure(.shopNotConfigured, detail: "shop \(batch.shop) has no callback"), retryAfter: nil)
    }
    guard let body = try? StockBody(batch).bytes else {
      return .failed(
        Failure(.shopRefused, detail: "the batch can't be written as JSON"), retryAfter: nil)
    }
    endpoint.timeout = max(endpoint.timeout, Self.stockTimeout)
    var request = CallbackRequest(body: body, id: batch.webhookID).request(to: endpoint, at: now)
    request.limits.responseBytesMax = Self.stockResponseBytesMax
    return Self.reading(of: await send(request), by: batch.content.identity, at: now)
  }

  /// The shop's proxy says that the shop itself didn't answer it in time.
  private static let gatewayTimeout = 504
  private static let overloadStatuses: Set = [429, 503]

  /// What came back of a batch; pure.
  static func reading(
    of outcome: TransportOutcome, by identity: ProductIdentity, at now: Timestamp
  ) -> StockBatchReading {
    switch (reading(of: outcome, at: now), outcome) {
    case (.gone, _): return .gone
    case (.failed(let failure, let retryAfter), .answered(let response)),
      (.refused(let failure, let retryAfter), .answered(let response)):
      if overloadStatuses.contains(response.status) {
        return .overloaded(failure, retryAfter: retryAfter)
      }
      return response.status == gatewayTimeout
        ? .silent(failure) : .failed(failure, retryAfter: retryAfter)
    case (.failed(let failure, _), .unclear(let why))
    where why.reason == .timedOut || why.reason == .connectionLost:
      return .silent(failure)
    case (.failed(let failure, let retryAfter), _), (.refused(let failure, let retryAfter), _):
      return .failed(failure, retryAfter: retryAfter)
    case (.received, .answered(let response)):
      return StockReply.answers(in: response.body, by: identity).map { .answered($0) }
        ?? .failed(Failure(.stockUnanswered), retryAfter: nil)
    case (.received, _): return .failed(Failure(.stockUnanswered), retryAfter: nil)
    }
  }
}
