import ArgumentParser
import Domain

struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Look at what shops have sent.",
    subcommands: [List.self, Show.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List events, the newest first.")

    @OptionGroup var listing: ListingOptions
    @Option(help: ArgumentHelp("Only of this type, such as order.status_changed."))
    var type: String?
    @Option(help: ArgumentHelp("Only about this order.", valueName: "id"))
    var order: String?
    @Option(help: "Only those whose handling stands so.")
    var state: Job.State?
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let filter = EventFilter(
        shop: listing.shopID, type: type, subject: order.map { OrderID($0) }, state: state,
        limit: listing.limit)
      let events = try await DatabaseAccess(try settings.loadOutline().database)
        .read { (store) async throws(StoreError) in try await store.events(filter) }
      try output.show(events, as: EventViews.table(of: events), empty: "No events.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an event: its body, and the jobs that came of it.")

    @Argument(help: "The event's id.")
    var id: String
    @Option(help: ArgumentHelp("Its shop, where several know the id.", valueName: "name"))
    var shop: String?
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let outline = try settings.loadOutline()
      let shops = shop.map { [ShopID($0)] } ?? outline.shops
      let found = try await DatabaseAccess(outline.database)
        .read { (store) async throws(StoreError) in
          var found: [EventDetail] = []
          for shop in shops {
            if let event = try await store.event(EventID(id), of: shop) { found.append(event) }
          }
          return found
        }
      guard let event = found.first else {
        throw CommandError("there is no event \(id)", remedy: "Look it up with “list”.", .noInput)
      }
      guard found.count == 1 else {
        let names = found.map(\.event.shop.rawValue).joined(separator: ", ")
        throw CommandError(
          "several shops know an event \(id): \(names)", remedy: "Say which, with --shop.", .usage)
      }
      try output.show(EventDocument(event), as: EventViews.card(of: event))
    }
  }
}
