/// Where the database is.
struct DatabaseLocation: Sendable, Equatable {
  /// Of the SQLite file; absolute where the settings file's own path is.
  var path: String

  /// Beside the database, where a running `serve` takes a person's acts.
  var socketPath: String { path + ".sock" }

  /// Beside the database, where PDFs are kept.
  var documentsPath: String { path + ".documents" }

  /// Reads `sqlite:<path>`, a relative path being relative to `folder`.
  init(_ text: String, relativeTo folder: String) throws(SettingsComplaint) {
    if text.hasPrefix("postgres") {
      throw .notYet("PostgreSQL", remedy: "use sqlite:punte.db")
    }
    let scheme = "sqlite:"
    guard text.hasPrefix(scheme), text.count > scheme.count else {
      throw SettingsComplaint("is no database address", remedy: "write sqlite: and a file's path")
    }
    path = FilePath.absolute(String(text.dropFirst(scheme.count)), in: folder)
  }
}
