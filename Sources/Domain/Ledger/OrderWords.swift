import FoundationEssentials

/// What an event says of its order, beside what it asks for.
public struct OrderWord: Sendable, Equatable {
  public var place: EventPlace
  public var order: OrderID
  /// Nil where the event only names the order.
  public var content: OrderContent?

  public init(place: EventPlace, order: OrderID, content: OrderContent? = nil) {
    self.place = place
    self.order = order
    self.content = content
  }
}

/// What is invoiced of an order, as far as two of its events must be told apart by it.
public struct OrderContent: Sendable, Equatable {
  /// The order in one spelling, without its status and whether it is paid: these change while it
  /// stays the same order. The ledger keeps a digest of it.
  public let bytes: [UInt8]
  public let total: Money
  public let currency: String

  public init(_ order: Order) {
    var plain = order
    plain.status = ""
    plain.payment?.paid = false
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(plain) else {
      preconditionFailure("an order can be encoded")
    }
    bytes = Array(data)
    total = order.total
    currency = order.currency
  }
}

/// The newest words of an order about one kind of document.
public struct OrderWords: Sendable, Equatable {
  /// Of the newest event that carries the whole order.
  public var content: EventPlace?
  /// Of the newest that asked for the document and met one that stood or may come to stand.
  public var asked: EventPlace?
  /// Of the newest that cancelled it.
  public var cancelled: EventPlace?

  public init(
    content: EventPlace? = nil, asked: EventPlace? = nil, cancelled: EventPlace? = nil
  ) {
    self.content = content
    self.asked = asked
    self.cancelled = cancelled
  }

  /// So much older than what it meets a cancel may be: it is taken back by asking again, while a
  /// document that should not be issued is not. Shops' clocks differ by no more.
  public static let cancelLatenessMax = Duration.seconds(300)

  /// Whether a cancel stands that is newer than an event that asks.
  public func isCancelled(after place: EventPlace) -> Bool {
    guard let cancelled, place < cancelled else { return false }
    return asked.map { $0 < cancelled } ?? true
  }

  /// Whether a cancel is too old for what it would meet: that was asked for anew since.
  public func isTooLate(cancelAt place: EventPlace) -> Bool {
    guard let asked, place < asked else { return false }
    return asked.moment - place.moment > Self.cancelLatenessMax
  }

  /// Where a cancel stands that is taken: after what it takes back.
  public func standing(ofCancelAt place: EventPlace) -> EventPlace {
    EventPlace(
      moment: max(place.moment, asked?.moment ?? place.moment), sequence: place.sequence,
      isClaimed: place.isClaimed || asked?.isClaimed == true)
  }
}
