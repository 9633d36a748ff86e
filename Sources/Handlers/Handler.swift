import Domain

/// Turns one type of event into commands: pure and total, so that it can be run again at will.
///
/// A new handler is a file here, a line in `HandlerTable`, and a folder in `samples/`.
protocol Handler: SendableMetatype {
  /// What the event's `data` holds.
  associatedtype Payload: EventPayload

  /// The event type, as the shop writes it.
  static var type: String { get }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision

  /// What the shop is told has failed, where the event can't be read; nil where it waits for
  /// nothing.
  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation?

  /// Whether only Punte itself makes such an event.
  static var isReserved: Bool { get }

  /// Why the shop's settings leave the event parked, whatever it holds; nil where they don't.
  static func obstacle(under policy: ShopPolicy) -> Failure?
}

extension Handler {
  static func obstacle(under policy: ShopPolicy) -> Failure? { nil }
  static var isReserved: Bool { false }
}

/// The data of an event.
protocol EventPayload: Decodable {
  /// The order that it is about; nil for a timer's.
  var subject: OrderID? { get }
}

/// What a handler makes of an event.
public struct Decision: Sendable, Equatable {
  public var commands: [Command]
  /// Why there is nothing to do, where there isn't; else by which rule it is done, if by one.
  public var note: JobNote?
  /// Why what it asks for can't be done as the settings are: a person has to mend them.
  var refusal: Failure?
  /// Why the settings have nothing issued for it, where the shop is to be told so.
  var skipped: Failure?

  init(commands: [Command], note: JobNote? = nil) {
    self.commands = commands
    self.note = note
  }

  public static func command(_ command: Command) -> Self { Self(commands: [command], note: nil) }
  public static func nothing(_ note: JobNote) -> Self { Self(commands: [], note: note) }
  static func skipped(_ failure: Failure, _ note: JobNote) -> Self {
    var decision = nothing(note)
    decision.skipped = failure
    return decision
  }
  static func refused(_ failure: Failure) -> Self {
    var decision = Self(commands: [])
    decision.refusal = failure
    return decision
  }
}
