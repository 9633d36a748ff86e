import ArgumentParser
import Domain
import Glibc

/// Which settings a command works with.
struct SettingsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The settings file.", valueName: "file"))
  var settings = "punte.yaml"

  /// The whole file, every value checked and every secret read.
  func load() throws(CommandError) -> Settings {
    let text = try text()
    let result = SettingsReader.read(
      text: text, file: settings, environment: Self.environment, readFile: FileReading.secret)
    return try Self.value(of: result)
  }

  /// Why the settings can't be used, as rows of a check.
  enum Unusable: Error {
    case file(CommandError)
    case errors(SettingsErrors)

    var checks: [Check] {
      switch self {
      case .file(let error):
        [
          .failed(
            "settings", nil, .both("setările nu pot fi citite: \(error.what)", error.what),
            remedy: .both("Rulați «punte init», sau numiți fișierul cu --settings.", error.remedy),
            .configuration)
        ]
      case .errors(let errors): MachineChecks.errors(errors)
      }
    }
  }

  /// The settings and their file's permissions.
  func loadForCheck() throws(Unusable) -> (Settings, permissions: UInt32) {
    let file: FileReading.Contents
    do throws(CommandError) {
      file = try contents()
    } catch {
      throw .file(error)
    }
    let result = SettingsBytes.text(of: file.bytes, file: settings).flatMap { text in
      SettingsReader.read(
        text: text, file: settings, environment: Self.environment, readFile: FileReading.secret)
    }
    switch result {
    case .success(let settings): return (settings, file.permissions)
    case .failure(let errors): throw .errors(errors)
    }
  }

  func loadOutline() throws(CommandError) -> SettingsOutline {
    let text = try text()
    let result = SettingsReader.outline(
      text: text, file: settings, environment: Self.environment)
    return try Self.value(of: result)
  }

  private func text() throws(CommandError) -> String {
    try Self.value(of: SettingsBytes.text(of: try contents().bytes, file: settings))
  }

  private func contents() throws(CommandError) -> FileReading.Contents {
    do throws(FileReading.Problem) {
      return try FileReading.contents(of: settings, bytesMax: SettingsReader.fileBytesMax)
    } catch {
      throw Self.error(for: error, file: settings)
    }
  }

  private static func value<Value>(
    of result: Result<Value, SettingsErrors>
  ) throws(CommandError) -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let errors):
      let count = errors.all.count
      throw CommandError(
        "the settings hold \(count == 1 ? "an error" : "\(count) errors")\n\(errors)",
        remedy: "Mend what stands after each semicolon, then try again.", .configuration)
    }
  }

  private static func error(for problem: FileReading.Problem, file: String) -> CommandError {
    switch problem {
    case .missing:
      CommandError(
        "there is no settings file \(file)",
        remedy: "Name it with --settings, or work in its folder.", .configuration)
    case .unreadable(let reason):
      CommandError(
        "\(file) can't be read: \(reason)", remedy: "Let the user that runs punte read it.",
        .configuration)
    case .notFile:
      CommandError("\(file) is no file", remedy: "Name the right file.", .configuration)
    case .tooLarge:
      CommandError(
        "\(file) is larger than any settings file", remedy: "Name the right file.", .configuration)
    }
  }

  static var environment: [String: String] {
    var environment: [String: String] = [:]
    var entry = environ
    while let line = entry.pointee {
      let parts = String(cString: line).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return environment
  }
}
