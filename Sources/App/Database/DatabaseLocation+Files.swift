import StoreSQLite

extension DatabaseLocation {
  /// Whether a file is the database, one of those that it can't do without, a document that is kept
  /// beside it, or one of the others.
  func owns(_ file: String, others: [String] = []) -> Bool {
    guard let files = DatabaseFiles(of: path) else { return false }
    let folder = FilePath.folder(of: file)
    return files.owns(file, others: [socketPath, documentsPath] + others)
      || files.owns(folder.isEmpty ? "." : folder, others: [documentsPath])
  }
}

extension SettingsOptions {
  /// Refuses to write over what Punte needs: the database and what is beside it, the settings, and
  /// the files of secrets that they name.
  func checkOutput(_ file: String, of outline: SettingsOutline) throws(CommandError) {
    guard outline.database.owns(file, others: [settings] + outline.secretFiles) else { return }
    throw CommandError(
      "\(file) is a file that Punte itself needs: its database, its settings, or a secret",
      remedy: "Name another file.", .usage)
  }
}
