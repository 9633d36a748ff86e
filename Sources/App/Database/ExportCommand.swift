import ArgumentParser
import Domain
import StoreSQLite
import Synchronization

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write all that is stored as JSON Lines.",
    discussion: """
      One object a line, with its “kind”: event, delivery, job, invoice, evidence, notice, attempt \
      and so on. All are of one moment, while “punte serve” may run. Times are milliseconds since \
      1970; bodies are text, or base64 after “base64:”. An export can't be restored from; that is \
      what “punte database backup” is for.
      """)

  @Option(
    help: ArgumentHelp("Write to this file; to standard output unless given.", valueName: "file"),
    completion: .file())
  var output: String?
  @Flag(help: "Replace a file that is there.")
  var force = false
  @Option(
    help: ArgumentHelp(
      "Only what was made or changed at that time or after it, such as 2026-11-01.",
      valueName: "time"))
  var since: String?
  @Flag(help: "Leave out bodies and the words of failures, which hold customers' data.")
  var withoutBodies = false
  @Flag(help: "Print what was written as JSON; needs --output.")
  var json = false
  @OptionGroup var settings: SettingsOptions

  struct Report: Encodable, Equatable {
    let path: String
    let rows: Int
  }

  func validate() throws {
    guard output != nil || !(json || force) else {
      throw ValidationError("--json and --force go with --output.")
    }
    if let since, MomentText(since) == nil {
      throw ValidationError("--since takes 2026-11-01, 2026-11-01T08:30 or 2026-11-01T08:30:00Z.")
    }
  }

  func run() async throws {
    let outline = try settings.loadOutline()
    let location = outline.database
    let moment = try MomentOptions.moment(since, isEnd: false)
    if let output { try settings.checkOutput(output, of: outline) }
    let reader = try DatabaseAccess(location).reader()
    defer { reader.close() }
    guard let output else {
      let isShown = Terminal.isTerminal(.standardOutput)
      _ = try await export(from: reader, since: moment) { bytes, _ in
        try FileWriting.write(isShown ? Self.shown(bytes) : bytes, to: nil)
      }
      return
    }
    do {
      let file = try PartialFile(output, replacing: force)
      Leftovers.remove(file.unfinished)
      defer {
        file.discard()
        Leftovers.keep()
      }
      let bar = ExportProgress(of: (try? await reader.exportRows()) ?? 0)
      let rows = try await export(from: reader, since: moment) { bytes, rows in
        try file.write(bytes)
        bar.show(rows)
      }
      try file.finish()
      let report = Report(path: output, rows: rows)
      Terminal.write(
        json ? try JSONText.text(of: report) : "\(output): \(rows) rows.\n", to: .standardOutput)
    } catch let error as CopyError {
      throw CommandError(error)
    }
  }

  /// Whole lines of JSON, as they do a terminal no harm.
  private static func shown(_ lines: [UInt8]) -> [UInt8] {
    Array(JSONText.escaped(String(decoding: lines, as: UTF8.self)).utf8)
  }

  private func export(
    from reader: SQLiteReader, since moment: Timestamp?,
    to write: @escaping @Sendable ([UInt8], Int) throws -> Void
  ) async throws -> Int {
    do throws(ExportError) {
      return try await reader.export(since: moment, withoutBodies: withoutBodies, to: write)
    } catch {
      switch error {
      case .store(let error): throw CommandError(error)
      case .output(let error): throw error
      }
    }
  }
}

/// The bar of an export that a person watches.
private final class ExportProgress: Sendable {
  private let total: Int
  private let progress = Mutex(Progress())

  /// Fewer are written at once.
  private static let rowsMin = 100_000

  init(of total: Int) { self.total = total }

  func show(_ rows: Int) {
    guard total >= Self.rowsMin, Terminal.isTerminal(.standardError) else { return }
    progress.withLock { $0.show(rows, of: total, note: "rows") }
  }
}
