import StoreSQLite

extension DatabaseLocation {
  /// Whether a file is the database, or one of those that it can't do without.
  func owns(_ file: String) -> Bool {
    DatabaseFiles(of: path)?.owns(file, others: [socketPath]) ?? false
  }
}
