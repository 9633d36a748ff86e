import ArgumentParser
import Domain
import Glibc

/// Which settings a command works with.
struct SettingsOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The settings file.", valueName: "file"))
  var settings = "punte.yaml"

  /// The whole file, every value checked and every secret read.
  func load() throws(CommandError) -> Settings {
    let result = SettingsReader.read(
      text: try text(), file: settings, environment: Self.environment,
      readFile: FileReading.secret)
    return try Self.value(of: result)
  }

  func loadOutline() throws(CommandError) -> SettingsOutline {
    let result = SettingsReader.outline(
      text: try text(), file: settings, environment: Self.environment)
    return try Self.value(of: result)
  }

  private func text() throws(CommandError) -> String {
    do throws(FileReading.Problem) {
      let contents = try FileReading.contents(
        of: settings, bytesMax: SettingsReader.fileBytesMax)
      return String(decoding: contents.bytes, as: UTF8.self)
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
    case .tooLarge:
      CommandError(
        "\(file) is larger than any settings file", remedy: "Name the right file.", .configuration)
    }
  }

  private static var environment: [String: String] {
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
