import Domain
import HTTPTypes
import Hummingbird
import Logging
import Meters
import Signatures

/// Turns a request into an accepted or a refused delivery: `webhooks.md` §4.2.
///
/// Whatever is wrong before the signature is known to be genuine is refused without a trace on disk;
/// after it, nothing is refused but what the store can't keep.
struct WebhookReceiver: Sendable {
  let book: VerifierBook
  let inbox: any Inbox
  let clock: any TimeSource
  let refused: RefusedDeliveries
  let refusalLog: RefusalLog
  let secretUses: SecretUses
  let bodyBytesMax: Int
  let memory: BodyMemory
  let meters: Meters
  let logger: Logger
  /// Called after a new event is durable.
  let onAccepted: @Sendable () -> Void

  func answer(_ request: Request, for shop: ShopID) async -> Response {
    let began = ContinuousClock.now
    guard isPlain(request) else {
      return refuse(.unsupportedEncoding, shop, .encoded, bytes: 0)
    }
    var heldBytes = 0
    defer { memory.giveBack(heldBytes) }
    let body: [UInt8]
    do {
      body = try await request.bytes(upTo: bodyBytesMax, of: memory, heldBytes: &heldBytes)
    } catch {
      return refuse(error, shop)
    }
    let now = clock.now()
    let headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
    let verifiers = book.current
    let verdict = verifiers.judge(shop, headers: headers, body: body, nowSeconds: now.seconds)
    switch verdict {
    case nil: return refuse(.unauthorized, shop, .unknownShop, bytes: body.count)
    case .forged: return refuse(.unauthorized, shop, .forged, bytes: body.count)
    case .stale: return refuse(.unauthorized, shop, .stale, bytes: body.count)
    case .fromTheFuture: return refuse(.unauthorized, shop, .fromTheFuture, bytes: body.count)
    case .malformed: return refuse(.unauthorized, shop, .malformed, bytes: body.count)
    case .retired: return refuse(.unauthorized, shop, .retiredSecret, bytes: body.count)
    case .genuine where DeliveryCheck.isCheck(body):
      meters.received.rise(shop.rawValue, "checked")
      return .checked
    case .genuine(let eventID, let index):
      let trace = Self.single("traceparent", in: headers).flatMap(TraceID.init(traceparent:))
      if let fingerprint = verifiers.fingerprint(ofSecret: index, of: shop) {
        secretUses.note(shop: shop, fingerprint: fingerprint, at: now)
      }
      noteSkew(headers, at: now)
      let response = await accept(
        Delivery(
          shop: shop, event: EventID(ofShop: eventID), receivedAt: now, body: body,
          trace: trace ?? .random()))
      meters.acknowledging.observe(.now - began)
      return response
    }
  }

  private func accept(_ delivery: Delivery) async -> Response {
    do {
      let acceptance = try await inbox.accept(delivery)
      meters.received.rise(delivery.shop.rawValue, acceptance.verdict)
      if acceptance != .new { meters.duplicates.rise() }
      switch acceptance {
      case .new:
        onAccepted()
        logger.info(
          "accepted",
          metadata: [
            "shop": "\(delivery.shop)", "event": "\(delivery.event)",
            "trace": "\(delivery.trace?.text ?? "")",
          ])
        return .accepted
      case .duplicate:
        return .duplicate
      case .conflict:
        logger.warning(
          "A duplicate of an event came with another body: the first stands, both are kept.",
          metadata: ["shop": "\(delivery.shop)", "event": "\(delivery.event)"])
        return .duplicate
      }
    } catch {
      meters.received.rise(delivery.shop.rawValue, "unavailable")
      logger.error(
        "A genuine delivery could not be stored; its shop is asked to send it again.",
        metadata: ["shop": "\(delivery.shop)", "error": "\(error)"])
      return .unavailable
    }
  }

  /// How far the clocks of shop and server lie apart; nothing for a scheme that signs no time.
  private func noteSkew(_ headers: [(name: String, value: String)], at now: Timestamp) {
    let text =
      Self.single("webhook-timestamp", in: headers) ?? Self.single("svix-timestamp", in: headers)
    guard let signed = text.flatMap({ Int64($0) }),
      // Of a scheme that signs none the header may hold anything.
      (0...Self.secondsMax).contains(signed)
    else { return }
    meters.skew.observe(.seconds(abs(now.seconds - signed)))
  }

  /// The year 36812.
  private static let secondsMax: Int64 = 1 << 40

  /// nil if the header is missing or repeated.
  private static func single(
    _ name: String, in headers: [(name: String, value: String)]
  ) -> String? {
    let values = headers.filter { $0.name.lowercased() == name }.map(\.value)
    return values.count == 1 ? values[0] : nil
  }

  private func isPlain(_ request: Request) -> Bool {
    let encoding = request.headers[.contentEncoding]
    return encoding == nil || encoding?.lowercased() == "identity"
  }

  private func refuse(_ failure: BodyFailure, _ shop: ShopID) -> Response {
    switch failure {
    case .tooLarge(let bytes): refuse(Response(failure), shop, .tooLarge, bytes: bytes)
    case .timedOut(let bytes): refuse(Response(failure), shop, .timedOut, bytes: bytes)
    case .crowded(let bytes): refuse(Response(failure), shop, .crowded, bytes: bytes)
    case .unreadable(let bytes): refuse(Response(failure), shop, .unreadable, bytes: bytes)
    }
  }

  private func refuse(
    _ response: Response, _ shop: ShopID, _ reason: RefusalReason, bytes: Int
  ) -> Response {
    // A stranger may ask for any name.
    let source = book.current.knows(shop) ? shop.rawValue : "unknown"
    meters.received.rise(source, reason.rawValue)
    refused.note(
      RefusedDelivery(at: clock.now(), shop: shop.rawValue, reason: reason, bytes: bytes))
    refusalLog.note(reason, from: source)
    return response
  }
}

extension Acceptance {
  /// As the metrics name it.
  fileprivate var verdict: String {
    switch self {
    case .new: "accepted"
    case .duplicate: "duplicate"
    case .conflict: "conflict"
    }
  }
}
