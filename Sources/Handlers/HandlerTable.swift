import Domain

/// The events that Punte understands.
public enum HandlerTable {
  static let handlers: [any Handler.Type] = [
    OrderStatusChanged.self,
    InvoiceIssueRequested.self,
    InvoiceCancelRequested.self,
    InvoiceRestoreRequested.self,
    InvoiceSendRequested.self,
    OrderRefunded.self,
    PaymentReceived.self,
    ProformaRequested.self,
    ProformaCancelRequested.self,
    SeriesAuditDue.self,
    StockSyncDue.self,
    StockSyncRequested.self,
    StockPushReceived.self,
  ]

  public static var types: [String] { handlers.map { $0.type } }

  private static let byType = Dictionary(
    uniqueKeysWithValues: handlers.map { ($0.type, $0) })

  /// What an event asks for. Its failure is `eventUnreadable`, `eventTypeUnknown` or
  /// `proformasNotSetUp`; the event stays stored either way.
  public static func handle(_ event: Event, run: Int, under policy: ShopPolicy) -> Handling {
    let text: EventText
    do throws(Failure) {
      text = try EventText(event.body)
    } catch {
      return Handling(label: nil, result: .failure(error))
    }
    switch EventReading.read(EventHead.self, from: text) {
    case .failure(let failure):
      return Handling(label: nil, result: .failure(failure))
    case .success(let head):
      guard let handler = byType[head.type] else {
        let failure = Failure(
          .eventTypeUnknown, detail: "\(head.type); known: \(types.joined(separator: ", "))")
        return Handling(label: head.label, result: .failure(failure))
      }
      let asked = Asking(shop: event.shop, event: event.id, run: run)
      return handler.handle(text, head: head, asked: asked, under: policy)
    }
  }
}

/// What became of handling an event.
public struct Handling: Sendable, Equatable {
  /// What could be read of it.
  public var label: EventLabel?
  public var result: Result<Decision, Failure>
  /// What the shop is told at once: that an event which it waits for can't be read, or done.
  public var notice: Notice?
}

extension Handler {
  fileprivate static func handle(
    _ text: EventText, head: EventHead, asked: Asking, under policy: ShopPolicy
  ) -> Handling {
    if let failure = obstacle(under: policy) {
      return Handling(label: head.label, result: .failure(failure))
    }
    switch EventReading.read(EventBody<Payload>.self, from: text) {
    case .success(let event):
      if let fault = event.data.subject?.fault {
        return failed(
          Failure(.eventUnreadable, detail: "data.order.id \(fault)"),
          head: head, asked: asked, under: policy)
      }
      let decision = decide(event.data, asked: asked, under: policy)
      if let refusal = decision.refusal {
        return failed(refusal, head: head, asked: asked, under: policy)
      }
      return Handling(label: head.label, result: .success(decision))
    case .failure(let failure):
      return failed(failure, head: head, asked: asked, under: policy)
    }
  }

  private static func failed(
    _ failure: Failure, head: EventHead, asked: Asking, under policy: ShopPolicy
  ) -> Handling {
    var handling = Handling(label: head.label, result: .failure(failure))
    if let order = head.subject, let operation = operation(asked: head, under: policy) {
      handling.notice = Notice(
        // Whatever its run: a replay tells the same fact.
        fact: "event/\(asked.shop)/\(asked.event)/unreadable", asked: asked,
        order: order, content: .failed(operation, failure))
    }
    return handling
  }
}
