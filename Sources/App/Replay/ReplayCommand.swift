import ArgumentParser
import Domain

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Handle stored events again, or send them elsewhere.",
    discussion: """
      Says first what it would do, and asks. No invoice is issued twice, whatever is replayed: an \
      event stays bound to the invoice that it met first, and what was told goes out again under \
      its first id.
      """,
    subcommands: [Start.self, List.self, Show.self, Resume.self, Stop.self],
    defaultSubcommand: Start.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List replays, the newest first.")

    @Option(help: ArgumentHelp("At most so many, the newest.", valueName: "count"))
    var limit = listingLimitDefault
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: TableOptions

    func run() async throws {
      let replays = try await DatabaseAccess(try settings.loadOutline().database)
        .read { (store) async throws(StoreError) in try await store.replays(limit: limit + 1) }
      try output.show(
        replays, atMost: limit, as: ReplayViews.table(of:), empty: "No replays.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a replay: what was selected, how far it has come, who did what.")

    @Argument(help: "The replay's id.")
    var id: Replay.ID
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let detail = try await DatabaseAccess(try settings.loadOutline().database)
        .read { (store) async throws(StoreError) in try await store.replay(id) }
      guard let detail else { throw CommandError.noReplay(id) }
      try output.show(detail, as: ReplayViews.card(of: detail))
    }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go on with a replay that was interrupted.")

    @Argument(help: "The replay's id; needed where several are open.")
    var id: Replay.ID?
    @OptionGroup var pace: PaceOptions
    @OptionGroup var person: OperatorOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let database = DatabaseAccess(try settings.loadOutline().database)
      let id = try await replay(in: database)
      let driver = ReplayDriver(
        database: database, id: id, person: person.person, pace: pace.pace)
      try await driver.act(.resumeReplay(id))
      try output.show(ended: try await driver.run())
    }

    private func replay(in database: DatabaseAccess) async throws -> Replay.ID {
      if let id { return id }
      let open = try await database.read { (store) async throws(StoreError) in
        try await store.replays(limit: listingLimitDefault)
      }.filter { $0.state == .open }
      guard let only = open.first else {
        throw CommandError(
          "no replay is open", remedy: "Look with “punte replay list”.", .noInput)
      }
      guard open.count == 1 else {
        let ids = open.map { "\($0.id)" }.joined(separator: ", ")
        throw CommandError("several replays are open: \(ids)", remedy: "Say which.", .usage)
      }
      return only.id
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "End a replay: events that have not had their turn are left as they are.")

    @Argument(help: "The replay's id.")
    var id: Replay.ID
    @OptionGroup var person: OperatorOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Acting.perform(
        .stopReplay(id), on: "replay \(id)", by: person, in: settings, output: output,
        done: "Replay \(id) is stopped; what it has begun goes on.")
    }
  }
}

extension CommandError {
  static func noReplay(_ id: Replay.ID) -> CommandError {
    CommandError("there is no replay \(id)", remedy: "Look with “punte replay list”.", .noInput)
  }
}

extension OutputOptions {
  /// How a replay has ended.
  func show(ended detail: ReplayDetail) throws {
    let replay = detail.replay
    var text = "Replay \(replay.id): \(replay.taken) events were handled again"
    text += replay.passedOver > 0 ? ", \(replay.passedOver) were still to be handled.\n" : ".\n"
    if detail.jobsUnderWay > 0 {
      text +=
        "\(detail.jobsUnderWay) jobs of it still wait; “punte serve” does them, once it runs.\n"
    }
    try show(detail, as: text)
  }
}
