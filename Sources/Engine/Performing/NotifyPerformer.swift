import Domain
import Logging

/// Brings a stored notice to its shop, until the shop has taken it or no attempt is left.
struct NotifyPerformer: Sendable {
  let store: any Store
  let shops: [ShopID: any ShopConnector]
  let time: any TimeSource
  let chance: @Sendable () -> Double

  func perform(_ command: Command.NotifyShop, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    guard let shop = shops[command.asked.shop] else {
      return Settlement(claim.fence, .held(Failure(.shopNotConfigured)))
    }
    guard let notice = try await store.notice(command.notice) else {
      return .conflict("no such notice", claim)
    }
    let reading = await shop.deliver(notice, at: time.now())
    logger.info(
      "called the shop back",
      metadata: [
        "type": "\(notice.notice.type)", "notice": "\(notice.id)", "answer": "\(reading.word)",
      ])
    switch reading {
    case .received:
      return Settlement(claim.fence, .completed)
    case .gone:
      return Settlement(claim.fence, .discarded(Failure(.shopGone)))
    case .refused(let failure, _) where notice.notice.isOptional:
      return Settlement(
        claim.fence, .completed(note: JobNote(.shopTakesNone, detail: failure.detail)))
    case .refused(let failure, let retryAfter), .failed(let failure, let retryAfter):
      let delay = RetryPolicy.callbackDelay(
        after: claim.tries, retryAfter: retryAfter, chance: chance())
      guard let delay else {
        return Settlement(
          claim.fence, .discarded(Failure(.callbackExhausted, detail: failure.detail)))
      }
      return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    }
  }
}

extension NoticeReading {
  /// As the log says it.
  fileprivate var word: String {
    switch self {
    case .received: "received"
    case .gone: "gone"
    case .refused: "refused"
    case .failed: "failed"
    }
  }
}
