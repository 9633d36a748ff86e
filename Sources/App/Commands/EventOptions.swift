import ArgumentParser
import Domain

/// Which event a command is about.
struct EventOptions: ParsableArguments {
  @Argument(help: "The event's id.")
  var id: String

  @Option(help: ArgumentHelp("Its shop, where several know the id.", valueName: "name"))
  var shop: String?

  func find(in settings: SettingsOptions) async throws -> EventDetail {
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
    return event
  }
}

extension EventDetail {
  /// The latest job that handles it; an event is stored together with its first.
  var handling: JobRecord {
    get throws(CommandError) {
      guard let job = jobs.filter({ $0.kind == .handleEvent }).max(by: { $0.id < $1.id }) else {
        throw CommandError(
          "event \(event.id) has no job that handles it", remedy: "Report it: this can't be.",
          .software)
      }
      return job
    }
  }
}
