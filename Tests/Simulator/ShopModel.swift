import Domain

/// The shops as Punte meets them in one run of the process.
struct ShopModel: ShopConnector {
  let world: World
  let life: Life

  func deliver(_ notice: StoredNotice, at now: Timestamp) async -> NoticeReading {
    let dead = NoticeReading.failed(Failure(.shopUnreachable), retryAfter: nil)
    guard await world.pass("→ deliver", after: latency(), in: life) else { return dead }
    world.tally.shopCalls += 1
    let reading = draw()
    if reading != dead { world.promises.told(notice, in: world) }
    let isLost = reading == .received && world.strikes(world.weather.shopFault / 2)
    world.note(
      "told \(notice.notice.fact) #\(notice.sequence): \(isLost ? "lost" : reading.word)")
    guard await world.pass("← deliver", after: latency(), in: life) else { return dead }
    return isLost ? dead : reading
  }

  /// The simulated shops have no stock.
  func apply(_ batch: StockBatch, at now: Timestamp) async -> StockBatchReading {
    .failed(Failure(.stockNotConfigured), retryAfter: nil)
  }

  private func draw() -> NoticeReading {
    if world.weather.isShopGone { return .gone }
    guard world.strikes(world.weather.shopFault) else { return .received }
    world.tally.faults += 1
    return world.random.element(of: [
      .failed(Failure(.shopUnreachable), retryAfter: nil),
      .failed(Failure(.shopRefused, detail: "status 500"), retryAfter: nil),
      .failed(Failure(.shopRefused, detail: "status 503"), retryAfter: .seconds(60)),
    ])
  }

  private func latency() -> Duration {
    let isSlow = world.strikes(world.weather.shopFault / 4)
    return world.random.duration(.milliseconds(5), isSlow ? .seconds(8) : .milliseconds(300))
  }
}

extension NoticeReading {
  fileprivate var word: String {
    switch self {
    case .received: "received"
    case .gone: "gone"
    case .refused(let failure, _): "refused \(failure.code.rawValue)"
    case .failed(let failure, _): "failed \(failure.code.rawValue)"
    }
  }
}
