import ArgumentParser
import Domain
import Listener

struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Look at what shops have sent, and act on what is stuck.",
    subcommands: [List.self, Show.self, Requeue.self, Discard.self, Refused.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List events, the newest first.")

    @OptionGroup var listing: ListingOptions
    @Option(help: ArgumentHelp("Only of this type, such as order.status_changed."))
    var type: String?
    @Option(help: ArgumentHelp("Only about this order.", valueName: "id"))
    var order: String?
    @Option(help: "Only those whose handling stands so.")
    var state: HandlingState?
    @OptionGroup var received: MomentOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: TableOptions

    func run() async throws {
      let (since, until) = try received.range()
      let outline = try settings.loadOutline()
      try await outline.checkShop(listing.shopID)
      let filter = EventFilter(
        shop: listing.shopID, type: type, subject: order.map { OrderID($0) }, state: state?.state,
        since: since, until: until, limit: listing.readLimit)
      let events = try await DatabaseAccess(outline.database)
        .read { (store) async throws(StoreError) in try await store.events(filter) }
      try output.show(
        events, atMost: listing.limit, as: EventViews.table(of:), empty: "No events.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an event: its body, and the jobs that came of it.")

    @OptionGroup var event: EventOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let event = try await event.find(in: settings)
      try output.show(EventDocument(event), as: EventViews.card(of: event))
    }
  }

  struct Requeue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Handle an event again, now: one that was handled, is held or discarded, or waits.")

    @OptionGroup var event: EventOptions
    @OptionGroup var person: OperatorOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let job = try await event.find(in: settings).handling
      try await Acting.perform(
        .requeue(job.id), on: "event \(event.id)", by: person, in: settings, output: output,
        done: "Event \(event.id) is handled again.")
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give an event up, whose handling is held; it stays stored.")

    @OptionGroup var event: EventOptions
    @OptionGroup var person: OperatorOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let job = try await event.find(in: settings).handling
      try await Acting.perform(
        .discard(job.id), on: "event \(event.id)", by: person, in: settings, output: output,
        done: "Event \(event.id) is given up.")
    }
  }
}

/// The deliveries that were not accepted are no events: nothing of them is stored.
extension EventsCommand {
  struct Refused: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the last deliveries that were refused, and why, the newest first.",
      discussion: """
        The service that runs has the last \(RefusedDeliveries.rememberedMax) since its start; their \
        senders are told no reason.
        """)

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: TableOptions

    func run() async throws {
      let outline = try settings.loadOutline()
      let listing = try await RunningService(socketPath: outline.database.socketPath).refused()
      try output.show(
        listing.deliveries, as: EventViews.table(ofRefused:),
        empty: "No delivery was refused since the service started.")
      if listing.count > listing.deliveries.count {
        Terminal.write(
          "\(listing.count) were refused since the service started; these are the last.\n",
          to: .standardError)
      }
    }
  }
}

/// How an event's handling stands, by the word of the listing or the one that is stored.
struct HandlingState: ExpressibleByArgument {
  let state: Job.State

  init?(argument: String) {
    guard let state = EventViews.state(argument) else { return nil }
    self.state = state
  }

  static var allValueStrings: [String] { Job.State.allCases.map(EventViews.word) }
}
