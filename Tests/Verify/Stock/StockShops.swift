import Domain
import Synchronization
import TestKit

/// The shops of a stock trial, behind one address: they take whatever stock they are told, and note
/// when an invoice arrives.
final class StockShops: Sendable {
  struct Report: Sendable {
    /// The products that they were told, as `shop/code`: in the codes' warehouses, one shop's alone.
    var products = 0
    var repeated = 0
    var invoicesAt: [OrderID: ContinuousClock.Instant] = [:]
    var complaints: [String] = []
    fileprivate var batches: Set<String> = []
  }

  private let state: Reference<Report>
  private let server: RawServer

  init() throws {
    let state = Reference(Report())
    self.state = state
    server = try RawServer { _, callback in
      .answer(.http(200, body: state.value.withLock { $0.take(callback) }))
    }
  }

  var callbackAddress: String { server.url + "callback" }
  var report: Report { state.value.withLock(\.self) }

  func stop() { server.stop() }
}

extension StockShops.Report {
  /// What the shop answers.
  fileprivate mutating func take(_ callback: RawServer.Received) -> String {
    guard let body = try? JSON(callback.body) else {
      complaints.append("a callback isn't JSON")
      return ""
    }
    switch body["type"].string {
    case "stock.changed":
      let id = callback.fields.first { $0.name.lowercased() == "webhook-id" }?.value ?? ""
      let codes = body["data"]["items"].array.compactMap { $0["code"].string }
      if batches.insert(id).inserted { products += codes.count } else { repeated += 1 }
      let items = codes.map { #"{"code": "\#($0)", "result": "created_hidden"}"# }
      return #"{"items": [\#(items.joined(separator: ","))]}"#
    case "invoice.issued":
      let order = OrderID(body["data"]["order_id"].string ?? "")
      invoicesAt[order] = invoicesAt[order] ?? ContinuousClock.now
    default:
      complaints.append("a shop was told \(body["type"]): \(body["data"])")
    }
    return ""
  }
}
