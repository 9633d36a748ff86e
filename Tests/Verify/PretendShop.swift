import Domain
import Foundation
import Signatures
import StageKit
import Synchronization
import TestKit

/// A trial's shop: sends each order's confirmation until it is taken, as a shop does, and takes
/// Punte's callbacks.
final class PretendShop: Sendable {
  /// What the shop was told of one order.
  struct Told: Sendable {
    var webhookIDs: Set<String> = []
    var numbers: Set<String> = []
  }

  struct Report: Sendable {
    /// The orders whose confirmation was answered 2xx.
    var acknowledged: Set<OrderID> = []
    /// By `invoice.issued`.
    var told: [OrderID: Told] = [:]
    /// Deliveries that were sent again, and callbacks that came again.
    var deliveriesRepeated = 0
    var callbacksRepeated = 0
    /// Deliveries answered 503.
    var refusals = 0
    /// What a shop must never meet.
    var complaints: [String] = []
  }

  private let state: Reference<Report>
  private let punte = Mutex<String?>(nil)
  private let server: RawServer

  /// A shop that sends again a little sooner than a real one would.
  private static let retryDelay = Duration.milliseconds(50)

  /// - Parameter onCallback: returns true to leave the callback unanswered.
  init(onCallback: @escaping @Sendable () -> Bool) throws {
    let state = Reference(Report())
    self.state = state
    let verifier = try Verifier(
      scheme: .standardWebhooks, secrets: [Secret(standardWebhooks: Stage.secret)])
    server = try RawServer { _, callback in
      state.value.withLock { $0.take(callback, verifier) }
      return onCallback() ? .close : .answer(.http(200))
    }
  }

  var callbackAddress: String { server.url + "callback" }
  var report: Report { state.value.withLock(\.self) }
  var toldCount: Int { state.value.withLock { $0.told.count } }

  /// Where deliveries go from now on.
  func setPunte(_ address: String?) { punte.withLock { $0 = address } }

  func stop() { server.stop() }

  static func event(of order: OrderID) -> EventID { EventID("evt-\(order)") }

  /// Sends the confirmation of an order until it is answered 2xx.
  func confirm(_ order: OrderID) async throws {
    let body = SampleEvent.statusChanged(.sample(id: order))
    var attempt = 0
    while true {
      attempt += 1
      if attempt > 1 { try await Task.sleep(for: Self.retryDelay) }
      guard let punte = punte.withLock(\.self) else { continue }
      // Each attempt is signed anew, under the same id.
      let delivery = try SignedDelivery(id: Self.event(of: order).rawValue, body: body)
      guard let answer = try? await delivery.send(to: punte) else {
        state.value.withLock { $0.deliveriesRepeated += 1 }
        continue
      }
      let isTaken = state.value.withLock { $0.note(answer, to: order) }
      if isTaken { return }
    }
  }
}

extension PretendShop.Report {
  /// Whether the delivery was taken.
  fileprivate mutating func note(_ answer: HTTP.Answer, to order: OrderID) -> Bool {
    switch answer.status {
    case 200, 202:
      acknowledged.insert(order)
      return true
    case 503:
      refusals += 1
      deliveriesRepeated += 1
      if answer.headers["retry-after"] == nil { complaints.append("a 503 without Retry-After") }
      return false
    default:
      complaints.append("order \(order)'s delivery was answered \(answer.status)")
      return false
    }
  }

  fileprivate mutating func take(_ callback: RawServer.Received, _ verifier: Verifier) {
    let verdict = verifier.judge(
      headers: callback.fields, body: callback.body,
      nowSeconds: Int64(Date().timeIntervalSince1970))
    guard case .genuine(let id, _) = verdict, let body = try? JSON(callback.body) else {
      complaints.append("a callback was \(verdict)")
      return
    }
    let order = OrderID(body["data"]["order_id"].string ?? "")
    guard body["type"].string == "invoice.issued",
      let number = body["data"]["invoice"]["number"].string
    else {
      // A delay is news that does no harm.
      if body["type"].string != "invoice.delayed" {
        complaints.append("order \(order)'s shop was told \(body["type"]): \(body["data"])")
      }
      return
    }
    if told[order]?.webhookIDs.contains(id) == true { callbacksRepeated += 1 }
    told[order, default: .init()].webhookIDs.insert(id)
    told[order, default: .init()].numbers.insert(number)
  }
}
