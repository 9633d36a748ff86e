import Domain
import Logging

/// Writes the log to standard error, each line in one write, so that lines never mix.
struct StandardErrorLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  private let format: LogFormat
  private let now: @Sendable () -> Timestamp
  private let write: @Sendable (String) -> Void

  init(
    _ settings: LogSettings, now: @escaping @Sendable () -> Timestamp = { .ofWallClock },
    write: @escaping @Sendable (String) -> Void = { Terminal.write($0, to: .standardError) }
  ) {
    logLevel = settings.level
    format = settings.format
    self.now = now
    self.write = write
  }

  /// Makes every `Logger` of the process write here; once, at the start.
  static func install(_ settings: LogSettings) {
    LoggingSystem.bootstrap { _ in StandardErrorLog(settings) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields =
      metadata
      .merging(metadataProvider?.get() ?? [:]) { _, provided in provided }
      .merging(event.metadata ?? [:]) { _, own in own }
    let line = LogLine(
      at: now(), level: event.level, message: event.message.description, metadata: fields,
      error: event.error)
    write(line.text(in: format) + "\n")
  }
}
