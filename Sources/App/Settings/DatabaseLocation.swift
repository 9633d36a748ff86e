import Domain

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
      throw .notYet(
        .both("PostgreSQL", "PostgreSQL"),
        remedy: .both("scrieți sqlite:punte.db", "use sqlite:punte.db"))
    }
    let scheme = "sqlite:"
    guard text.hasPrefix(scheme), text.count > scheme.count else {
      throw SettingsComplaint(
        .both("nu e o adresă de bază de date", "isn't a database address"),
        remedy: .both(
          "scrieți sqlite: și calea fișierului", "write sqlite: and a file's path"))
    }
    path = FilePath.absolute(String(text.dropFirst(scheme.count)), in: folder)
  }
}
