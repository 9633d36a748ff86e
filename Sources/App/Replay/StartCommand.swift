import ArgumentParser
import Domain

extension ReplayCommand {
  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "start", abstract: "Replay the selected events (the default).",
      discussion: """
        An event is handled behind what comes in meanwhile. If this is interrupted, “punte replay \
        resume” goes on where it was. With --to nothing is handled here: the stored bytes are \
        sent to another listener under their ids, signed anew. Ends with 1 where no stored event \
        is of the type, or about the order, that is asked for.
        """)

    /// No event of the type or order is stored.
    private static let nothing = ExitCode(1)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var pace: PaceOptions
    @Option(help: ArgumentHelp("Send them to this listener instead.", valueName: "url"))
    var to: String?
    @Option(
      help: ArgumentHelp(
        "With --to: write what was not taken there, a line each.", valueName: "file")
    )
    var failures: String?
    @OptionGroup var going: PlanOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if to == nil, !going.dryRun { try going.requireReason() }
      guard failures == nil || to != nil else {
        throw ValidationError("--failures goes with --to.")
      }
    }

    func run() async throws {
      let selection = try selection.selection
      let outline = try settings.loadOutline()
      try await outline.checkShop(selection.shop)
      let database = DatabaseAccess(outline.database)
      if let failures { try settings.checkOutput(failures, of: outline) }
      // What is missing for sending is told before anybody is asked.
      let sender = try to.map { url throws(CommandError) in
        _ = try SendTarget.url(url, listen: .nowhere, shop: "")
        return EventSender(
          target: url, shops: try settings.load().shops, database: database, pace: pace.pace)
      }
      let (tallies, unknown) = try await database.read { (store) async throws(StoreError) in
        (try await store.tally(selection), try await Self.unknown(selection.ids, in: store))
      }
      guard unknown.isEmpty else {
        throw CommandError(
          "there is no stored event \(unknown.map(\.rawValue).joined(separator: ", "))",
          remedy: "Look it up with “punte events list”.", .noInput)
      }
      var plan = ReplayPlan(
        selection: selection, tallies: tallies, perSecond: pace.rate, to: to)
      if going.dryRun || plan.events == 0 || !output.json {
        plan.outlook = try await outlook(of: plan, in: database)
        try output.show(plan, as: plan.text)
      }
      // A mistyped type or order selects nothing; a time without events is none.
      if tallies.isEmpty, selection.type != nil || selection.subject != nil { throw Self.nothing }
      guard !going.dryRun, plan.events > 0 else { return }
      if to == nil { try await refuseSecond(selection, in: database) }
      try going.agree("Replay \(plan.events) events?", orElse: "nothing was replayed")
      if let sender {
        try await send(plan, by: sender)
      } else {
        try await replay(plan, in: database)
      }
    }

    /// Without the secrets, which only `serve` may be able to read, the rest is told all the same.
    private func outlook(of plan: ReplayPlan, in database: DatabaseAccess) async throws
      -> ReplayOutlook?
    {
      guard to == nil, plan.events > 0, let settings = try? settings.load() else { return nil }
      return try await ReplayOutlook.look(at: plan, under: settings.policies, in: database)
    }

    private static func unknown(_ ids: [EventID], in store: any StoreQueries)
      async throws(StoreError) -> [EventID]
    {
      var unknown: [EventID] = []
      for id in ids {
        let found = try await store.tally(EventSelection(ids: [id]))
        if found.isEmpty { unknown.append(id) }
      }
      return unknown
    }

    private func refuseSecond(_ selection: EventSelection, in database: DatabaseAccess)
      async throws(CommandError)
    {
      let replays = try await database.read { (store) async throws(StoreError) in
        try await store.replays(limit: listingLimitDefault)
      }
      guard let open = replays.first(where: { $0.state == .open && $0.selection == selection })
      else { return }
      throw CommandError(
        "replay \(open.id) is open and asks for the same: \(open.cursor) of \(open.last) events "
          + "have had their turn",
        remedy: "Go on with “punte replay resume \(open.id)”, or end it with “punte replay stop "
          + "\(open.id)”.", .temporary)
    }

    private func replay(_ plan: ReplayPlan, in database: DatabaseAccess) async throws {
      let person = try going.person()
      let request = ReplayRequest(
        key: SampleID.fresh(), selection: plan.selection, selected: plan.events)
      let driver = try await ReplayDriver(
        starting: request, in: database, by: person, pace: pace.pace)
      Terminal.write(
        "Replay \(driver.id) begins. If it is interrupted: punte replay resume \(driver.id)\n",
        to: .standardError)
      try output.show(ended: try await driver.run())
    }

    private func send(_ plan: ReplayPlan, by sender: EventSender) async throws {
      defer { sender.transport.shutdown() }
      let report = try await sender.send(plan)
      if let failures { try report.write(to: failures) }
      try output.show(report, as: report.text)
      guard report.failures.isEmpty else {
        throw CommandError(
          "\(report.failures.count) of \(plan.events) events were not taken by \(sender.target)",
          remedy: "Mend what their answers say, then replay those again, with --id.", .unavailable)
      }
    }
  }
}

extension ListenAddress {
  /// Where the address is given anyway.
  fileprivate static let nowhere = ListenAddress(host: "127.0.0.1", port: 0)
}
