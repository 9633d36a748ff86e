import ArgumentParser
import Documents
import Domain
import StoreSQLite

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a copy in the database's place.",
    discussion: """
      “punte serve” must not run. The copy is verified, and an older schema brought up to date; the \
      database that stood there is kept under a name with the date. Invoices may have been issued \
      since the copy was made: so each series waits until it was compared with SmartBill, and \
      callbacks go on above all sequences that the shop may have seen. Killed at any point, there \
      is the old database or the restored one, never anything between.
      """)

  @Argument(help: "The copy; “punte database backup” makes one.", completion: .file())
  var file: String
  @Flag(help: "Don't ask.")
  var yes = false
  @OptionGroup var person: OperatorOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let location = try settings.loadOutline().database
    guard FileReading.exists(file) else {
      throw CommandError("there is no file \(file)", remedy: "Name the copy.", .noInput)
    }
    let report: Restoration.Report
    do {
      // Owned from here on: nothing may come in after the question.
      let restoration = try Restoration(of: location.path, at: .ofWallClock)
      try Question.agree(
        Self.question(file, location), beforehand: yes, hasDryRun: false,
        orElse: "nothing was restored")
      report = try restore(by: restoration, at: location)
    } catch let error as CopyError {
      throw CommandError(error)
    }
    try output.show(report, as: Self.text(of: report))
  }

  private static func question(_ file: String, _ location: DatabaseLocation) -> String {
    FileReading.exists(location.path)
      ? "Put \(file) in the place of \(location.path)? That one is kept under a name with the date."
      : "Make \(location.path) of \(file)?"
  }

  private func restore(
    by restoration: Restoration, at location: DatabaseLocation
  ) throws(CopyError) -> Restoration.Report {
    Leftovers.remove(restoration.unfinished)
    defer { Leftovers.keep() }
    var progress = Progress()
    var last = (done: 0, total: 0)
    let report = try restoration.restore(
      from: file, by: person.person,
      onProgress: { done, total in
        last = (done / DatabaseCopying.bytesShown, total / DatabaseCopying.bytesShown)
        guard last.total > DatabaseCopying.shownFrom else { return }
        progress.show(last.done, of: last.total, note: "MiB, verified next")
      },
      // Fetched anew when they are wanted: another invoice may get the id of one.
      beforeCommit: { DocumentFolder.forget(in: location.documentsPath) })
    if last.total > DatabaseCopying.shownFrom { progress.end(last.total, of: last.total) }
    return report
  }

  static func text(of report: Restoration.Report) -> String {
    var lines = ["\(report.path) is restored, with \(report.rows["events"] ?? 0) events."]
    if let replaced = report.replaced {
      lines.append("What stood there is \(replaced); remove it when you don't need it any more.")
    }
    lines += [
      "Next:",
      "- start “punte serve”. It compares each series with SmartBill before it sends on it, and",
      "  stops one on which documents were issued since: see series_restored in RUNBOOK.md.",
    ]
    if let moment = report.lastEventAt {
      lines.append("- have each shop send again what it has sent since \(moment.localText).")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
