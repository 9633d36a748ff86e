import Domain
import Logging

/// Brings a batch of stock to its shop, and keeps what the shop says of each product.
struct ApplyPerformer: Sendable {
  let store: any Store
  let shops: [ShopID: any ShopConnector]
  let time: any TimeSource

  /// A batch that a shop refuses as a whole so often is sent product by product: one of them may be
  /// what it can't take.
  static let triesWhole = 3

  func perform(_ command: Command.ApplyStock, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    guard let shop = shops[command.asked.shop] else {
      return Settlement(claim.fence, .held(Failure(.shopNotConfigured)))
    }
    guard let stored = try await store.stockBatch(command.batch) else {
      return Settlement(claim.fence, .completed(note: "answered, or planned anew, already"))
    }
    let batch = stored.leaving(
      out: stored.outdated(
        by: try await store.stockProducts(
          of: stored.shop, named: stored.content.items.map(\.key))))
    guard !batch.content.items.isEmpty else {
      return Settlement(
        claim.fence, .completed(note: "the shop has newer levels of all of it"),
        changes: [.stockAnswered(batch.id, [])])
    }
    let reading = await shop.apply(batch, at: time.now())
    logger.info(
      "told the shop its stock",
      metadata: [
        "batch": "\(batch.webhookID)", "items": "\(batch.content.items.count)",
        "answer": "\(reading.word)",
      ])
    switch reading {
    case .answered(let answers):
      return Settlement(
        claim.fence, .completed(note: Self.note(of: answers, to: batch)),
        changes: [.stockAnswered(batch.id, answers)])
    case .gone:
      return Settlement(claim.fence, .discarded(Failure(.shopGone)))
    case .failed(let failure, let retryAfter):
      return failed(failure, retryAfter, batch, claim)
    }
  }

  private func failed(
    _ failure: Failure, _ retryAfter: Duration?, _ batch: StockBatch, _ claim: Claim
  ) -> Settlement {
    if failure.code != .shopUnreachable, claim.tries >= Self.triesWhole,
      batch.content.items.count > 1
    {
      return Settlement(
        claim.fence, .completed(note: "refused as a whole: each product is sent alone"),
        changes: [.stockAnswered(batch.id, [])])
    }
    guard let delay = RetryPolicy.stockDelay(after: claim.tries, retryAfter: retryAfter) else {
      return Settlement(
        claim.fence, .discarded(Failure(.callbackExhausted, detail: failure.detail)))
    }
    return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
  }

  /// `100 products: 97 updated, 3 created_hidden`.
  private static func note(of answers: [StockAnswer], to batch: StockBatch) -> String {
    let counts = StockAnswer.Result.allCases.compactMap { result in
      let count = answers.count { $0.result == result }
      return count > 0 ? "\(count) \(result.rawValue)" : nil
    }
    return "\(batch.content.items.count) products: " + counts.joined(separator: ", ")
  }
}

extension StockBatchReading {
  /// As the log says it.
  fileprivate var word: String {
    switch self {
    case .answered: "answered"
    case .gone: "gone"
    case .failed: "failed"
    }
  }
}
