import Glibc

extension DatabaseLocation {
  /// Whether a file is the database, or one of those that it can't do without.
  func owns(_ file: String) -> Bool {
    let own = ["", "-wal", "-shm", "-journal", ".lock", ".sock", ".restoring", ".restored"]
    let name = Self.real(file)
    return own.contains { suffix in
      Self.real(path + suffix) == name || Self.real(path) + suffix == name
    }
  }

  /// Links followed where there is something; else of the folder.
  private static func real(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    let folder = FilePath.folder(of: path)
    guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return path }
    defer { free(real) }
    return String(cString: real) + "/" + FilePath.lastName(of: path)
  }
}
