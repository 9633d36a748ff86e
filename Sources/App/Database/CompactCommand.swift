import ArgumentParser
import Domain
import StoreSQLite

struct CompactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact", abstract: "Give the database's unused space back to the disk.",
    discussion: """
      What was pruned is then nowhere in the database's files. “punte serve” must not run, and the \
      disk needs twice the database's size. Without it the space is used again, for what comes.
      """)

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let report = try Self.compact(try settings.loadOutline().database)
    try output.show(report, as: Self.text(of: report))
  }

  static func text(of report: Compaction.Report) -> String {
    "The database had \(ByteText.text(of: report.bytesBefore)) and has "
      + "\(ByteText.text(of: report.bytesAfter)) now.\n"
  }

  static func compact(_ location: DatabaseLocation) throws(CommandError) -> Compaction.Report {
    if let vitals = DatabaseVitals(path: location.path) {
      let needed = 2 * (vitals.bytes + vitals.logBytes)
      guard vitals.freeBytes >= needed else {
        throw CommandError(
          "the disk of \(location.path) has \(ByteText.text(of: vitals.freeBytes)) left, and "
            + "\(ByteText.text(of: needed)) may be needed",
          remedy: "Free some space, then try again; nothing was changed.", .cannotCreate)
      }
    }
    do throws(OpenError) {
      return try Compaction.run(path: location.path, at: .ofWallClock)
    } catch {
      throw CommandError(error)
    }
  }
}
