import Domain

/// The events that Punte understands.
public enum HandlerTable {
  static let handlers: [any Handler.Type] = [
    OrderStatusChanged.self,
    InvoiceIssueRequested.self,
    InvoiceCancelRequested.self,
  ]

  public static var types: [String] { handlers.map { $0.type } }

  private static let byType = Dictionary(
    uniqueKeysWithValues: handlers.map { ($0.type, $0) })

  /// What an event asks for. Its failure is `eventUnreadable` or `eventTypeUnknown`; the event
  /// stays stored either way, and the label holds what could be read.
  public static func handle(_ event: Event, run: Int, under policy: ShopPolicy) -> Handling {
    let head: EventHead
    switch EventReading.read(EventHead.self, from: event.body) {
    case .failure(let failure): return Handling(label: nil, result: .failure(failure))
    case .success(let read): head = read
    }
    guard let handler = byType[head.type] else {
      let failure = Failure(
        .eventTypeUnknown, detail: "\(head.type); known: \(types.joined(separator: ", "))")
      return Handling(label: head.label(subject: nil), result: .failure(failure))
    }
    let asked = Asking(shop: event.shop, event: event.id, run: run)
    return handler.handle(event.body, head: head, asked: asked, under: policy)
  }
}

/// An order's id, in characters: it becomes part of keys and of the reference on the invoice.
private let subjectLengths = 1...100

/// What became of handling an event.
public struct Handling: Sendable, Equatable {
  public var label: EventLabel?
  public var result: Result<Decision, Failure>
}

extension Handler {
  fileprivate static func handle(
    _ body: [UInt8], head: EventHead, asked: Asking, under policy: ShopPolicy
  ) -> Handling {
    switch EventReading.read(EventBody<Payload>.self, from: body) {
    case .failure(let failure):
      return Handling(label: head.label(subject: nil), result: .failure(failure))
    case .success(let event) where !subjectLengths.contains(event.data.subject.rawValue.count):
      let failure = Failure(
        .eventUnreadable,
        detail: "data.order.id has not \(subjectLengths.lowerBound) to "
          + "\(subjectLengths.upperBound) characters")
      return Handling(label: head.label(subject: nil), result: .failure(failure))
    case .success(let event):
      return Handling(
        label: head.label(subject: event.data.subject),
        result: .success(decide(event.data, asked: asked, under: policy)))
    }
  }
}
