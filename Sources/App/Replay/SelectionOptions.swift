import ArgumentParser
import Domain

/// Which stored events are meant; all unless it says otherwise.
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
    help: ArgumentHelp("Only those whose handling came to this, as “punte events list” shows it."))
  var outcome: EventOutcome?

  /// More are a time or a type; each is a condition of one statement, and part of one act.
  static let idsMax = 100

  func validate() throws {
    guard ids.count <= Self.idsMax else {
      throw ValidationError("--id may be said \(Self.idsMax) times.")
    }
  }

  var selection: EventSelection {
    get throws(CommandError) {
      EventSelection(
        shop: shop.map { ShopID($0) }, type: type, subject: order.map { OrderID($0) },
        ids: ids.map { EventID($0) }, since: try received.sinceMoment,
        until: try received.untilMoment, outcome: outcome)
    }
  }
}

extension EventOutcome: ExpressibleByArgument {}
