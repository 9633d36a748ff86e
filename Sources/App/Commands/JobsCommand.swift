import ArgumentParser
import Domain

struct JobsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "Look at what is to be done, and act on what is stuck.",
    subcommands: [List.self, Show.self, Requeue.self, Discard.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List jobs, the newest first.")

    @OptionGroup var listing: ListingOptions
    @Option(name: [.customLong("kind"), .customLong("type")], help: "Only of this kind.")
    var kind: JobKind?
    @Option(help: "Only in this state.")
    var state: Job.State?
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: TableOptions

    func run() async throws {
      let outline = try settings.loadOutline()
      try await outline.checkShop(listing.shopID)
      let filter = JobFilter(
        shop: listing.shopID, kind: kind, state: state, limit: listing.readLimit)
      let jobs = try await DatabaseAccess(outline.database)
        .read { (store) async throws(StoreError) in try await store.jobs(filter) }
      try output.show(
        jobs, atMost: listing.limit, as: JobViews.table(of:), empty: "No jobs.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a job: why it stands as it does, and each attempt.")

    @Argument(help: "The job's id.")
    var id: Job.ID
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let job = try await DatabaseAccess(try settings.loadOutline().database)
        .read { (store) async throws(StoreError) in try await store.job(id) }
      guard let job else {
        throw CommandError("there is no job \(id)", remedy: "Look it up with “list”.", .noInput)
      }
      try output.show(job, as: JobViews.card(of: job))
    }
  }

  struct Requeue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do a job again, now: one that is held, discarded, completed or waits.")

    @Argument(help: "The job's id.")
    var id: Job.ID
    @OptionGroup var person: OperatorOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Acting.perform(
        .requeue(id), on: "job \(id)", by: person, in: settings, output: output,
        done: "Job \(id) is available again.")
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a job up: one that is held or waits.")

    @Argument(help: "The job's id.")
    var id: Job.ID
    @OptionGroup var person: OperatorOptions
    @OptionGroup var settings: SettingsOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Acting.perform(
        .discard(id), on: "job \(id)", by: person, in: settings, output: output,
        done: "Job \(id) is discarded.")
    }
  }
}
