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
