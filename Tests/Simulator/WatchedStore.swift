import Domain

/// The store as the engine sees it, planted faults included, held to what it promises about claims;
/// and what the story needs to know of them.
final class WatchedStore: ForwardingStore, @unchecked Sendable {
  private struct Holding {
    var attempt: Int
    var claimedAt: Timestamp
    var event: EventID
    var shop: ShopID
  }

  private let world: World
  private let settings: (lease: Duration, sendMargin: Duration)
  private var holdings: [Job.ID: Holding] = [:]
  private var sendUntil: [InvoiceKey: Timestamp] = [:]
  private var payUntil: [PaymentKey: Timestamp] = [:]
  private var callUntil: [InvoiceNumber: Timestamp] = [:]

  init(_ inner: any Store, world: World, lease: Duration, sendMargin: Duration) {
    self.world = world
    settings = (lease, sendMargin)
    super.init(inner)
  }

  /// The permit's own clock is the machine's, which stands still here.
  func mayStillSend(_ key: InvoiceKey) -> Bool { sendUntil[key].map { world.now < $0 } ?? false }

  func mayStillPay(_ key: PaymentKey) -> Bool { payUntil[key].map { world.now < $0 } ?? false }

  func mayStillCall(_ number: InvoiceNumber) -> Bool {
    callUntil[number].map { world.now < $0 } ?? false
  }

  override func claim(_ room: [Pool: Int], at now: Timestamp, lease: Duration)
    async throws(StoreError) -> [Claim]
  {
    let claims = try await super.claim(room, at: now, lease: lease)
    for claim in claims {
      let asked = claim.job.command.asked
      holdings[claim.job.id] = Holding(
        attempt: claim.job.attempt, claimedAt: world.now, event: asked.event, shop: asked.shop)
    }
    return claims
  }

  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let late = settlements.map { (holdings[$0.fence.job]?.attempt ?? 0) > $0.fence.attempt }
    let results = try await super.settle(settlements.map(withReplay), at: now)
    for (settlement, result) in zip(settlements, results) where result == .settled {
      world.promises.settled(settlement.changes, in: world)
      if settlement.label != nil, let holding = holdings[settlement.fence.job] {
        world.promises.handled(holding.event, in: world)
      }
    }
    for result in results {
      if case .conflict = result { world.promises.conflicted(in: world) }
    }
    for (index, result) in results.enumerated() where late[index] && result != .fenced {
      world.violate(
        .ordered,
        "job \(settlements[index].fence.job) was settled by a claim that had passed to another")
    }
    return results
  }

  override func reserve(_ request: ReservationRequest, at now: Timestamp)
    async throws(StoreError) -> ReservationResult
  {
    let create = CreateRequest(String(decoding: request.body, as: UTF8.self))
    if let holding = holdings[request.fence.job], holding.attempt == request.fence.attempt {
      sendUntil[create.key] = holding.claimedAt + settings.lease - settings.sendMargin
    }
    let handled = world.promises.handledEvents
    let result = try await super.reserve(request, at: now)
    if case .reserved = result, request.seen == nil {
      world.promises.reserved(create, knowing: handled, in: world)
    }
    return result
  }

  override func permission(for call: DocumentCall, at now: Timestamp)
    async throws(StoreError) -> CallPermission
  {
    if let number = call.document.document?.number, let holding = holdings[call.fence.job],
      holding.attempt == call.fence.attempt
    {
      callUntil[number] = holding.claimedAt + settings.lease - settings.sendMargin
    }
    return try await super.permission(for: call, at: now)
  }

  override func reserve(_ request: PaymentReservationRequest, at now: Timestamp)
    async throws(StoreError) -> PaymentReservationResult
  {
    let key = PaymentCall(String(decoding: request.body, as: UTF8.self)).key
    if let holding = holdings[request.fence.job], holding.attempt == request.fence.attempt {
      payUntil[key] = holding.claimedAt + settings.lease - settings.sendMargin
    }
    return try await super.reserve(request, at: now)
  }

  /// Handling some events asks for a further run of a stored one, as a replay will.
  private func withReplay(_ settlement: Settlement) -> Settlement {
    guard let holding = holdings[settlement.fence.job], settlement.label != nil,
      let replay = world.promises.story.replays[holding.event],
      world.promises.isAcknowledged(replay.event)
    else { return settlement }
    var settlement = settlement
    settlement.commands.append(
      .handleEvent(
        .init(asked: Asking(shop: holding.shop, event: replay.event, run: replay.run))))
    return settlement
  }
}
