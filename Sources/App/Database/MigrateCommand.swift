import ArgumentParser
import Domain
import StoreSQLite

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Bring the database's schema up to this version's.",
    discussion: """
      “punte serve” does so too when it starts. This makes a copy beside the database first, with \
      which “punte database restore” and the older punte go back. “punte serve” must not run.
      """)

  @Flag(help: "Make no copy first.")
  var noBackup = false
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  struct Report: Encodable, Equatable {
    let from: Int
    let to: Int
    /// nil where nothing was to be done, or none was wanted.
    let backup: String?

    var text: String {
      guard from != to else { return "The schema is version \(to), this punte's: nothing to do.\n" }
      let copy = backup.map { " A copy of what it was: \($0)." } ?? ""
      return "The schema was version \(from) and is version \(to) now.\(copy)\n"
    }
  }

  func run() async throws {
    let path = try settings.loadOutline().database.path
    let report: Report
    do {
      report = try await migrate(path)
    } catch let error as OpenError {
      throw CommandError(error)
    } catch let error as CopyError {
      throw CommandError(error)
    }
    try output.show(report, as: report.text)
  }

  private func migrate(_ path: String) async throws -> Report {
    let standing = try SchemaStanding.read(path: path)
    guard !standing.isCurrent else {
      return Report(from: standing.found, to: standing.known, backup: nil)
    }
    Terminal.write(
      "\(path) has schema version \(standing.found), this punte \(standing.known).\n",
      to: .standardError)
    let migration = try Migration(of: path, at: .ofWallClock)
    var copy: String?
    if !noBackup {
      let moment = "\(Timestamp.ofWallClock)".replacing(":", with: "-")
      let file = try PartialFile("\(path).schema-\(standing.found)-\(moment)", replacing: false)
      copy = try await DatabaseCopying.copy(to: file, of: 0) {
        (file) async throws(CopyError) in try await migration.backUp(into: file)
      }.path
    }
    try migration.run()
    return Report(from: standing.found, to: standing.known, backup: copy)
  }
}
