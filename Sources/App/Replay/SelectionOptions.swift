import ArgumentParser
import Domain

/// Which stored events are meant.
struct SelectionOptions: ParsableArguments {
  @OptionGroup var received: MomentOptions
  @Option(help: ArgumentHelp("Only of this shop.", valueName: "name"))
  var shop: String?
  @Option(help: ArgumentHelp("Only of this type, such as order.status_changed."))
  var type: String?
  @Option(help: ArgumentHelp("Only about this order.", valueName: "id"))
  var order: String?
  @Option(name: .customLong("id"), help: ArgumentHelp("Only this event; may be repeated."))
  var ids: [String] = []
  @Option(
    help: ArgumentHelp(
      "Only those whose handling came to this, as “punte events list” shows it: handled, held, "
        + "discarded or waiting."))
  var outcome: EventOutcome?

  @Flag(help: "All that is stored, where nothing else is said.")
  var all = false

  /// More are a time or a type; each is a condition of one statement, and part of one act.
  static let idsMax = 100

  func validate() throws {
    guard ids.count <= Self.idsMax else {
      throw ValidationError("--id may be said \(Self.idsMax) times.")
    }
    guard all != isNarrowed else {
      throw ValidationError(
        all
          ? "--all goes with no other selection."
          : "Say which events: --since, --until, --shop, --type, --order, --id or --outcome; or "
            + "--all.")
    }
  }

  private var isNarrowed: Bool {
    received.since != nil || received.until != nil || shop != nil || type != nil || order != nil
      || !ids.isEmpty || outcome != nil
  }

  var selection: EventSelection {
    get throws(CommandError) {
      let (since, until) = try received.range()
      return EventSelection(
        shop: shop.map { ShopID($0) }, type: type, subject: order.map { OrderID($0) },
        ids: ids.map { EventID($0) }, since: since, until: until, outcome: outcome)
    }
  }
}

extension EventOutcome: ExpressibleByArgument {
  /// A person reads `handled` where `completed` is stored.
  public init?(argument: String) {
    self.init(rawValue: argument == Self.handledWord ? Self.completed.rawValue : argument)
  }

  private static let handledWord = "handled"

  /// As a person reads it.
  var word: String { self == .completed ? Self.handledWord : rawValue }
}
