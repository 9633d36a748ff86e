import Logging

/// What is logged, and how a line looks.
struct LogSettings: Sendable, Equatable {
  var level: Logger.Level = .info
  var format: LogFormat = .human

  init(level: Logger.Level = .info, format: LogFormat = .human) {
    self.level = level
    self.format = format
  }

  init(_ section: SettingsSection?, in source: SettingsSource) {
    let level = source.override("PUNTE_LOG_LEVEL", as: SettingsWord.of(Logger.Level.self))
    let format = source.override("PUNTE_LOG_FORMAT", as: SettingsWord.of(LogFormat.self))
    self.init(
      level: level ?? section?.word("level", default: .info) ?? .info,
      format: format ?? section?.word("format", default: .human) ?? .human)
  }

  static let keys = ["level", "format"]
}
