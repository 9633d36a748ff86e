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
    case file(SettingsComplaint)
    case errors(SettingsErrors)

    var checks: [Check] {
      switch self {
      case .file(let error):
        [
          .failed(
            "settings", nil, error.problem, remedy: error.remedy, .configuration,
            commands: ["punte init"])
        ]
      case .errors(let errors): MachineChecks.errors(errors)
      }
    }
  }

  /// The settings and their file's permissions.
  func loadForCheck() throws(Unusable) -> (Settings, permissions: UInt32) {
    let file: FileReading.Contents
    do throws(SettingsComplaint) {
      file = try contents()
    } catch {
      throw .file(error)
    }
    let result = SettingsBytes.text(of: file.bytes, file: settings).flatMap { text in
      let owners = Self.secretOwners(
        for: geteuid(), databaseOwner: databaseOwner(in: text))
      return SettingsReader.read(
        text: text, file: settings, environment: Self.environment
      ) { FileReading.secret($0, ownedBy: owners) }
    }
    switch result {
    case .success(let settings): return (settings, file.permissions)
    case .failure(let errors): throw .errors(errors)
    }
  }

  /// Who may own a secret's file for a check. Root checks in the place of who runs the service, and
  /// owns the database; anybody else for themselves.
  static func secretOwners(for user: uid_t, databaseOwner: uid_t?) -> Set<uid_t> {
    user == 0 ? Set([0, databaseOwner].compactMap(\.self)) : [0, user]
  }

  /// Of the database that the settings name, or of its folder where it isn't there yet.
  private func databaseOwner(in text: String) -> uid_t? {
    let outline = SettingsReader.outline(
      text: text, file: settings, environment: Self.environment)
    guard case .success(let outline) = outline else { return nil }
    let path = outline.database.path
    let folder = FilePath.folder(of: path)
    return FileReading.owner(of: path) ?? FileReading.owner(of: folder.isEmpty ? "." : folder)
  }

  func loadOutline() throws(CommandError) -> SettingsOutline {
    let text = try text()
    let result = SettingsReader.outline(
      text: text, file: settings, environment: Self.environment)
    return try Self.value(of: result)
  }

  private func text() throws(CommandError) -> String {
    let bytes: [UInt8]
    do throws(SettingsComplaint) {
      bytes = try contents().bytes
    } catch {
      throw CommandError(
        "\(error.problem.ro) / \(error.problem.en)", logged: error.problem.en,
        remedy: "\(error.remedy.ro)\n\(error.remedy.en)", .configuration)
    }
    return try Self.value(of: SettingsBytes.text(of: bytes, file: settings))
  }

  private func contents() throws(SettingsComplaint) -> FileReading.Contents {
    do throws(FileReading.Problem) {
      return try FileReading.contents(of: settings, bytesMax: SettingsReader.fileBytesMax)
    } catch {
      throw Self.complaint(of: error, file: settings)
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
        "setările au \(count == 1 ? "o greșeală" : "\(count) greșeli") / "
          + "the settings hold \(count == 1 ? "an error" : "\(count) errors")\n\(errors.lines)",
        logged: errors.description,
        remedy: """
          Faceți ce stă după punct și virgulă, apoi încercați din nou.
          Do what stands after each semicolon, then try again.
          """, .configuration)
    }
  }

  private static func complaint(
    of problem: FileReading.Problem, file: String
  ) -> SettingsComplaint {
    let otherFile = BilingualText.both("Numiți fișierul potrivit.", "Name the right file.")
    return switch problem {
    case .missing:
      SettingsComplaint(
        .both("nu există fișierul de setări \(file)", "there is no settings file \(file)"),
        remedy: .both(
          "Numiți-l cu --settings, sau lucrați în dosarul lui.",
          "Name it with --settings, or work in its folder."))
    case .unreadable(let reason):
      SettingsComplaint(
        .both("\(file) nu poate fi citit: \(reason)", "\(file) can't be read: \(reason)"),
        remedy: .both(
          "Lăsați-l citit de utilizatorul sub care rulează Punte.",
          "Let the user that runs punte read it."))
    case .notFile:
      SettingsComplaint(
        .both("\(file) nu e un fișier", "\(file) isn't a file"), remedy: otherFile)
    case .tooLarge:
      SettingsComplaint(
        .both(
          "\(file) e mai mare decât orice fișier de setări",
          "\(file) is larger than any settings file"), remedy: otherFile)
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
