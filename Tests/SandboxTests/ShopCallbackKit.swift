import Foundation

@testable import Sandbox

/// Callbacks as Punte words them.
enum SampleCallback {
  case issued, cancelled, prevented, failed, failedCancel, delayed, restored, unknown, nonsense

  func body(of orderID: String, sequence: Int64) -> String {
    let head = #""order_id":"\#(orderID)","sequence":\#(sequence)"#
    let failure = """
      "failure":{"code":"smartbill_refused","reason":{"ro":"Nu merge","en":"It does not work"},\
      "remedy":{"ro":"Verifică seria","en":"Check the series"},"detail":null}
      """
    return switch self {
    case .issued:
      envelope(
        "invoice.issued", head,
        """
        "invoice":{"series":"FCT","number":"0042","revision":0,"total":"110.00",\
        "currency":"RON","issued_on":"2026-11-23","view_url":"https://cloud.example/v/1",\
        "edit_url":null}
        """)
    case .cancelled:
      envelope(
        "invoice.cancelled", head, #""invoice":{"series":"FCT","number":"0042","revision":0}"#)
    case .prevented:
      envelope(
        "invoice.cancelled", head, #""invoice":{"series":null,"number":null,"revision":0}"#)
    case .failed: envelope("invoice.failed", head, #""operation":"issue","# + failure)
    case .failedCancel: envelope("invoice.failed", head, #""operation":"cancel","# + failure)
    case .delayed: envelope("invoice.delayed", head, #""invoice":{"revision":0},"# + failure)
    case .restored:
      envelope(
        "invoice.restored", head, #""invoice":{"series":"FCT","number":"0042","revision":0}"#)
    case .unknown: envelope("order.archived", head, #""since":"2026-11-23T10:00:00Z""#)
    case .nonsense: #"{"type":"invoice.issued","data":{"order_id":7}}"#
    }
  }

  private func envelope(_ type: String, _ head: String, _ rest: String) -> String {
    #"{"type":"\#(type)","timestamp":"2026-11-23T10:00:00Z","data":{\#(head),\#(rest)}}"#
  }
}

extension ShopState {
  @discardableResult
  mutating func hear(
    _ id: String, _ sample: SampleCallback, of orderID: String, sequence: Int64, at now: ShopTime
  ) -> ShopReceipt.Verdict {
    let body = sample.body(of: orderID, sequence: sequence)
    return receive(
      id: id, body: body, callback: ShopCallback(Data(body.utf8)), headers: [:], at: now)
  }
}
