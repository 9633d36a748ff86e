import ArgumentParser
import Domain
import StoreSQLite

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the database into a file, while “punte serve” runs.",
    discussion: """
      The copy is of one moment. It is read again as a whole, and only then gets its name: a file \
      of that name is sound. Nobody but its owner may read it; it holds what customers have sent. \
      Nothing is left of a copy that was interrupted.
      """)

  @Argument(help: "The copy to make.", completion: .file())
  var file: String
  @Flag(help: "Replace a file that is there.")
  var force = false
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let outline = try settings.loadOutline()
    let location = outline.database
    try settings.checkOutput(file, of: outline)
    let reader = try DatabaseAccess(location).reader()
    defer { reader.close() }
    let report: CopyReport
    do {
      let partial = try PartialFile(file, replacing: force)
      let bytes = (try? await reader.bytes()) ?? 0
      report = try await DatabaseCopying.copy(to: partial, of: bytes) {
        (file) async throws(CopyError) in try await reader.backUp(into: file)
      }
    } catch let error as CopyError {
      throw CommandError(error)
    }
    try output.show(report, as: Self.text(of: report))
  }

  static func text(of report: CopyReport) -> String {
    let rows = report.rows
    return """
      \(report.path): \(ByteText.text(of: report.bytes)), \(rows["events"] ?? 0) events, \
      \(rows["invoices"] ?? 0) invoices, verified.

      """
  }
}
