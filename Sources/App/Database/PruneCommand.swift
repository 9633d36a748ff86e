import ArgumentParser
import Documents
import Domain
import StoreSQLite

struct PruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove the stored bodies of old events, or one person's data.",
    discussion: """
      An event stays known by its id: sent again, it is a duplicate, and nothing is done. Numbers, \
      totals and dates of invoices stay, and so do SmartBill's answers, as proof. What a job, an \
      invoice that isn't clear, or an open replay needs is left alone. “punte serve” may run; what \
      is freed is used again, and “punte database compact” gives it back to the disk. Copies that \
      were made before hold what they held.
      """)

  @Option(
    help: ArgumentHelp(
      "Bodies of events received longer ago than that, such as 90d.", valueName: "duration"))
  var olderThan: String?
  @Option(
    help: ArgumentHelp(
      "All of the person with this e-mail address, telephone number or CNP.", valueName: "mark"))
  var person: String?
  @Option(
    help: ArgumentHelp("All of the person who made this order; with --shop.", valueName: "id"))
  var order: String?
  @Option(help: ArgumentHelp("The order's shop.", valueName: "name"))
  var shop: String?
  @Flag(help: "Then give the space back; “punte serve” must not run.")
  var compact = false
  @OptionGroup var going: PlanOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  /// What is younger may still be asked for: shops send again for days.
  static let ageMin = Duration.seconds(86_400)

  func validate() throws {
    guard [olderThan, person, order].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("Say one of --older-than, --person and --order.")
    }
    guard (order == nil) == (shop == nil) else {
      throw ValidationError("--order and --shop go together.")
    }
    if let olderThan { _ = try Self.age(olderThan) }
    if let person, PersonMark(person) == nil {
      throw ValidationError(
        "--person takes an e-mail address, a telephone number of 9 to 15 digits, or a CNP.")
    }
    if !going.dryRun { try going.requireReason() }
  }

  private static func age(_ text: String) throws -> Duration {
    guard let age = DurationText.duration(of: text), age >= ageMin else {
      throw ValidationError("--older-than takes a duration of at least a day, such as 90d.")
    }
    return age
  }

  func run() async throws {
    let access = DatabaseAccess(try settings.loadOutline().database)
    if compact, !going.dryRun, let owner = SQLiteStore.owner(of: access.location.path) {
      throw CommandError(OpenError.owned(path: access.location.path, by: owner))
    }
    if let olderThan {
      try await prune(before: .ofWallClock - (try Self.age(olderThan)), in: access)
    } else if let person, let mark = PersonMark(person) {
      try await remove(.named(mark), in: access)
    } else if let order, let shop {
      try await remove(.order(OrderID(order), of: ShopID(shop)), in: access)
    }
  }

  // MARK: Old bodies

  private func prune(before cutoff: Timestamp, in access: DatabaseAccess) async throws {
    let reader = try access.reader()
    defer { reader.close() }
    let tally = try await DatabaseAccess.answer { () async throws(StoreError) in
      try await reader.pruneTally(before: cutoff)
    }
    let plan = PrunePlan(before: cutoff, tally: tally)
    if going.dryRun || tally.events == 0 || !output.json { try output.show(plan, as: plan.text) }
    guard !going.dryRun else { return }
    guard tally.events > 0 else { return try compactIfWanted(access, quiet: output.json) }
    try agree("Remove the bodies of \(tally.events) events, for ever?")
    let driver = try await PruneDriver(
      starting: .received(before: cutoff), in: access, reader, by: going.person())
    let prune = try await driver.run(total: tally.events) { (cursor) async throws(StoreError) in
      try await reader.prunable(
        before: cutoff, after: cursor, limit: Prune.stepEventsMax)
    }
    try output.show(prune, as: PrunePlan.done(prune))
    reader.close()
    try compactIfWanted(access, quiet: output.json)
  }

  // MARK: One person

  private func remove(_ selection: PersonSelection, in access: DatabaseAccess) async throws {
    let reader = try access.reader()
    defer { reader.close() }
    let record = try await DatabaseAccess.answer { () async throws(StoreError) in
      try await reader.record(of: selection)
    }
    let plan = PersonPlan(record: record, mayRemain: compact ? [] : [.freedSpace])
    if going.dryRun || record.events.isEmpty || !output.json {
      try output.show(plan, as: plan.text)
    }
    guard !going.dryRun else { return }
    guard !record.events.isEmpty else {
      throw CommandError(
        "nothing is stored that names this person",
        remedy: "Try another mark of the person, or an order with --order and --shop.", .noInput)
    }
    try agree("Remove what is stored of this person, for ever?")
    let driver = try await PruneDriver(
      starting: .person, in: access, reader, by: going.person())
    let events = plan.removable
    let prune = try await driver.run(total: events.count) { (cursor) async throws(StoreError) in
      Array(events.drop { $0 <= cursor }.prefix(Prune.stepEventsMax))
    }
    DocumentFolder.forget(record.invoices.map(\.id), in: access.location.documentsPath)
    // What came in meanwhile, or began to be needed.
    let left = try await DatabaseAccess.answer { () async throws(StoreError) in
      try await reader.record(of: selection)
    }.events.filter { !$0.isPruned }
    try output.show(prune, as: PrunePlan.done(prune))
    reader.close()
    try compactIfWanted(access, quiet: output.json)
    guard left.isEmpty else {
      let ids = left.prefix(PersonPlan.eventsShown).map { $0.id.rawValue }
      throw CommandError(
        "\(left.count) events of this person are still needed: \(ids.joined(separator: ", "))",
        remedy: "See what they wait for with “punte events show”, then do this again.", .temporary)
    }
  }

  // MARK: Both

  private func agree(_ question: String) throws(CommandError) {
    try going.agree(question, orElse: "nothing was removed")
  }

  private func compactIfWanted(_ access: DatabaseAccess, quiet: Bool) throws {
    guard compact else { return }
    let report = try CompactCommand.compact(access.location)
    if !quiet { Terminal.write(CompactCommand.text(of: report), to: .standardOutput) }
  }
}
