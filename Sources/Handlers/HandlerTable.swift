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

  /// What a shop may send.
  public static var types: [String] { handlers.filter { !$0.isReserved }.map { $0.type } }

  private static let byType = Dictionary(
    uniqueKeysWithValues: handlers.map { ($0.type, $0) })

  /// What an event asks for. Its failure is `eventUnreadable`, `eventTypeUnknown`,
  /// `eventTypeReserved` or `proformasNotSetUp`; the event stays stored either way.
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
      guard !handler.isReserved || event.id.isInside else {
        return Handling(
          label: head.label, result: .failure(Failure(.eventTypeReserved, detail: handler.type)))
      }
      let asked = Asking(shop: event.shop, event: event.id, run: run)
      let place = EventPlace(
        claimed: head.timestamp, receivedAt: event.receivedAt, sequence: event.sequence)
      return handler.handle(text, head: head, asked: asked, at: place, under: policy)
    }
  }
}

/// What became of handling an event.
public struct Handling: Sendable, Equatable {
  /// What could be read of it.
  public var label: EventLabel?
  public var result: Result<Decision, Failure>
  /// What the shop is told at once: that an event which it waits for can't be read, or done, or that
  /// nothing is issued for it.
  public var notice: Notice?
  /// What the event says of its order; nil where it names none.
  public var word: OrderWord?
}

extension Handler {
  fileprivate static func handle(
    _ text: EventText, head: EventHead, asked: Asking, at place: EventPlace,
    under policy: ShopPolicy
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
      var handling = Handling(label: head.label, result: .success(decision))
      if let order = head.subject {
        handling.word = OrderWord(
          place: place, order: order,
          content: (event.data as? OrderPayload).map { OrderContent($0.order) })
        handling.notice = decision.skipped.map { failure in
          Notice(
            // Whatever its run: a replay tells the same fact.
            fact: "event/\(asked.shop)/\(asked.event)/skipped", asked: asked, order: order,
            content: .skipped(failure))
        }
      }
      return handling
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
