import Domain
import FoundationEssentials

/// Event bodies as a shop would send them.
public enum SampleEvent {
  public static func statusChanged(_ order: Order) -> [UInt8] {
    body("order.status_changed", ["order": order])
  }

  public static func issueRequested(_ order: Order) -> [UInt8] {
    body("invoice.issue_requested", ["order": order])
  }

  public static func cancelRequested(_ order: OrderID) -> [UInt8] {
    body("invoice.cancel_requested", ["order": ["id": order]])
  }

  public static func proformaRequested(_ order: Order) -> [UInt8] {
    body("proforma.requested", ["order": order])
  }

  public static func proformaCancelRequested(_ order: OrderID) -> [UInt8] {
    body("proforma.cancel_requested", ["order": ["id": order]])
  }

  public static func restoreRequested(_ order: OrderID) -> [UInt8] {
    body("invoice.restore_requested", ["order": ["id": order]])
  }

  /// - Parameters:
  ///   - lines: what is given back; none leave the refund to its total.
  ///   - isFull: says that the refund is of the whole order.
  public static func refunded(
    _ order: Order, _ refund: RefundID, lines: [OrderLine] = [], total: Money? = nil,
    isFull: Bool? = nil
  ) -> [UInt8] {
    body(
      "order.refunded",
      Refunded(
        order: order,
        refund: .init(id: refund, full: isFull, lines: lines.isEmpty ? nil : lines, total: total)))
  }

  private struct Refunded: Encodable {
    struct Refund: Encodable {
      let id: RefundID
      let full: Bool?
      let lines: [OrderLine]?
      let total: Money?
    }

    let order: Order
    let refund: Refund
  }

  /// - Parameter mail: the fields beside the order.
  public static func sendRequested(_ order: OrderID, _ mail: [String: String] = [:]) -> [UInt8] {
    body("invoice.send_requested", SendRequest(order: ["id": order], mail: mail))
  }

  /// - Parameter amount: as it stands in the body, right or wrong.
  public static func paymentReceived(
    _ order: OrderID, _ payment: String = "P1", _ amount: String, method: String = "card",
    more: [String: String] = [:]
  ) -> [UInt8] {
    let fields = ["id": payment, "method": method, "amount": amount]
    return body(
      "payment.received",
      PaymentReceived(order: ["id": order], payment: fields.merging(more) { $1 }))
  }

  private struct PaymentReceived: Encodable {
    let order: [String: OrderID]
    let payment: [String: String]
  }

  private struct SendRequest: Encodable {
    let order: [String: OrderID]
    let mail: [String: String]

    enum CodingKeys: String, CodingKey { case order }

    func encode(to encoder: any Encoder) throws {
      try mail.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(order, forKey: .order)
    }
  }

  /// The same event, as of another moment; nil leaves its time out.
  public static func at(_ timestamp: String?, _ body: [UInt8]) -> [UInt8] {
    let text = String(decoding: body, as: UTF8.self)
    let field = #""timestamp":"2026-11-23T10:00:00Z""#
    precondition(text.contains(field), "a sample event has a time")
    let replaced = text.replacing(
      field, with: timestamp.map { #""timestamp":"\#($0)""# } ?? #""timestamp":null"#)
    return Array(replaced.utf8)
  }

  public static func body(_ type: String, _ data: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let bytes = try? encoder.encode(Body(type: type, data: data)) else {
      preconditionFailure("a sample event can be encoded")
    }
    return Array(bytes)
  }
}

private struct Body<Payload: Encodable>: Encodable {
  let type: String
  var timestamp = "2026-11-23T10:00:00Z"
  let data: Payload
}
