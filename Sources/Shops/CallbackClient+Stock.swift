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
    let outcome = await send(request)
    switch Self.reading(of: outcome, at: now) {
    case .gone: return .gone
    case .failed(let failure, let retryAfter): return .failed(failure, retryAfter: retryAfter)
    case .received:
      guard case .answered(let response) = outcome,
        let answers = StockReply.answers(in: response.body, by: batch.content.identity)
      else { return .failed(Failure(.stockUnanswered), retryAfter: nil) }
      return .answered(answers)
    }
  }
}
