import Yams

/// What the settings are read from, and the list of what was found wrong: one reading goes on
/// past an error, so that a person sees them all at once.
final class SettingsSource {
  let file: String
  let folder: String
  let environment: [String: String]
  private let readFile: (String) -> Result<SecretFile, SecretFile.Problem>
  private(set) var errors: [SettingsError] = []

  init(
    file: String, environment: [String: String],
    readFile: @escaping (String) -> Result<SecretFile, SecretFile.Problem>
  ) {
    self.file = file
    self.folder = FilePath.folder(of: file)
    self.environment = environment
    self.readFile = readFile
  }

  func report(_ complaint: SettingsComplaint, at mark: Mark?, path: String) {
    let place: SettingsError.Place =
      mark.map { .file(file, line: $0.line, column: $0.column) } ?? .wholeFile(file)
    report(complaint, at: place, path: path)
  }

  private func report(_ complaint: SettingsComplaint, at place: SettingsError.Place, path: String) {
    errors.append(
      SettingsError(
        place: place, path: path, problem: complaint.problem, remedy: complaint.remedy))
  }

  /// A process setting from the environment, which wins over the file; nil if there is none.
  func override<Value>(
    _ variable: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    guard let text = environment[variable], !text.isEmpty else { return nil }
    do throws(SettingsComplaint) {
      return try read(text)
    } catch {
      report(error, at: .environment(variable: variable), path: "")
      return nil
    }
  }

  /// The contents of a secret's file, its path being relative to the settings file.
  func secret(inFile path: String) throws(SettingsComplaint) -> String {
    let path = FilePath.absolute(path, in: folder)
    switch readFile(path) {
    case .success(let secret): return try secret.text(path: path, environment: environment)
    case .failure(let problem): throw problem.complaint
    }
  }
}
