import FoundationEssentials
import Synchronization

/// The running shop: its state, the clock, fresh ids, and a bell that wakes the courier.
final class Shop: Sendable {
  let callbackSecret: ShopSecret
  /// Shown where an invoice is awaited; only a note.
  let seriesHint: String?
  /// Rings when the outbox may hold something to send.
  let bell: AsyncStream<Void>

  private let state: Mutex<ShopState>
  private let ringer: AsyncStream<Void>.Continuation

  init(_ state: ShopState, callbackSecret: ShopSecret, seriesHint: String? = nil) {
    self.state = Mutex(state)
    self.callbackSecret = callbackSecret
    self.seriesHint = seriesHint
    (bell, ringer) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func ring() {
    ringer.yield()
  }

  func read<Value: Sendable>(_ body: (ShopState) -> Value) -> Value {
    state.withLock { body($0) }
  }

  /// Changes the state at the present time, then wakes the courier.
  func update<Value: Sendable>(
    _ body: (inout ShopState, ShopTime) throws(ShopError) -> Value
  ) throws(ShopError) -> Value {
    let now = ShopTime.now()
    let result = state.withLock { state -> Result<Value, ShopError> in
      do throws(ShopError) {
        return .success(try body(&state, now))
      } catch {
        return .failure(error)
      }
    }
    ring()
    return try result.get()
  }

  /// As `update`, for changes that can't be refused.
  func note<Value: Sendable>(_ body: (inout ShopState, ShopTime) -> Value) -> Value {
    let now = ShopTime.now()
    return state.withLock { body(&$0, now) }
  }

  func change(_ id: String, to status: ShopOrderStatus) throws(ShopError) {
    let webhookID = Self.freshID()
    try update { state, now throws(ShopError) in
      try state.change(id, to: status, webhookID: webhookID, at: now)
    }
  }

  /// Places many orders of one kind at once, and confirms them if that is asked; their ids.
  func place(_ batch: ShopOrderBatch) throws(ShopError) -> [String] {
    let webhookIDs = (0..<batch.count).map { _ in Self.freshID() }
    return try update { state, now throws(ShopError) in
      var ids: [String] = []
      for webhookID in webhookIDs {
        let id = try state.place(batch.draft, at: now).order.id
        if batch.confirms {
          try state.change(id, to: .confirmed, webhookID: webhookID, at: now)
        }
        ids.append(id)
      }
      return ids
    }
  }

  func ask(_ request: ShopRequest, for id: String) throws(ShopError) {
    let webhookID = Self.freshID()
    try update { state, now throws(ShopError) in
      try state.ask(request, for: id, webhookID: webhookID, at: now)
    }
  }

  func pay(_ wish: ShopPaymentWish, for id: String) throws(ShopError) {
    let webhookID = Self.freshID()
    try update { state, now throws(ShopError) in
      try state.pay(wish, for: id, webhookID: webhookID, at: now)
    }
  }

  func refund(_ wish: ShopRefundWish, of id: String) throws(ShopError) {
    let webhookID = Self.freshID()
    try update { state, now throws(ShopError) in
      try state.refund(wish, of: id, webhookID: webhookID, at: now)
    }
  }

  static func freshID() -> String {
    "msg_" + UUID().uuidString.lowercased()
  }
}
