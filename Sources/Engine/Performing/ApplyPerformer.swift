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
  /// A batch that a shop doesn't answer in time so often is halved, until the product that it hangs at
  /// is alone. Fewer, for each try takes a minute.
  static let triesSilent = 2

  func perform(_ command: Command.ApplyStock, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    guard let shop = shops[command.asked.shop] else {
      return Settlement(claim.fence, .held(Failure(.shopNotConfigured)))
    }
    guard let stored = try await store.stockBatch(command.batch) else {
      return Settlement(claim.fence, .completed(note: JobNote(.answeredAlready)))
    }
    let batch = stored.leaving(
      out: stored.outdated(
        by: try await store.stockProducts(
          of: stored.shop, named: stored.content.items.map(\.key))))
    guard !batch.content.items.isEmpty else {
      return Settlement(
        claim.fence, .completed(note: JobNote(.shopHasNewer)),
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
    case .silent(let failure):
      let items = batch.content.items.count
      return claim.tries >= Self.triesSilent && items > 1
        ? divided(.halved, (items + 1) / 2, batch, claim)
        : failed(failure, nil, claim)
    case .overloaded(let failure, let retryAfter):
      return failed(failure, retryAfter, claim)
    case .failed(let failure, let retryAfter):
      let isOfBatch = failure.code != .shopUnreachable && claim.tries >= Self.triesWhole
      return isOfBatch && batch.content.items.count > 1
        ? divided(.oneByOne, 1, batch, claim)
        : failed(failure, retryAfter, claim)
    }
  }

  private func divided(_ word: JobNote.Word, _ itemsMax: Int, _ batch: StockBatch, _ claim: Claim)
    -> Settlement
  {
    Settlement(
      claim.fence, .completed(note: JobNote(word)),
      changes: [.stockDivided(batch.id, itemsMax: itemsMax)])
  }

  private func failed(_ failure: Failure, _ retryAfter: Duration?, _ claim: Claim) -> Settlement {
    guard let delay = RetryPolicy.stockDelay(after: claim.tries, retryAfter: retryAfter) else {
      return Settlement(
        claim.fence, .discarded(Failure(.callbackExhausted, detail: failure.detail)))
    }
    return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
  }

  /// With `100 products: 97 updated, 3 created_hidden`.
  private static func note(of answers: [StockAnswer], to batch: StockBatch) -> JobNote {
    let counts = StockAnswer.Result.allCases.compactMap { result in
      let count = answers.count { $0.result == result }
      return count > 0 ? "\(count) \(result.rawValue)" : nil
    }
    let products = "\(batch.content.items.count) products: " + counts.joined(separator: ", ")
    return JobNote(.stockAnswered, detail: products)
  }
}

extension StockBatchReading {
  /// As the log says it.
  fileprivate var word: String {
    switch self {
    case .answered: "answered"
    case .gone: "gone"
    case .silent: "silent"
    case .overloaded: "overloaded"
    case .failed: "failed"
    }
  }
}
