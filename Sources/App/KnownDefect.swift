import Domain

/// What is known to be wrong with a version of a library that the system brings, as far as it
/// touches what punte does.
struct KnownDefect: Equatable {
  let library: String
  /// Each from the first bad version to the first mended one.
  let versions: [Range<LibraryVersion>]
  /// What can happen, and what to do.
  let text: BilingualText

  static let all = [
    KnownDefect(
      library: "SQLite",
      versions: ["3.7.0"..<"3.44.6", "3.45.0"..<"3.50.7", "3.51.0"..<"3.51.3"],
      text: .both(
        "poate pierde scrieri când o a doua conexiune golește jurnalul "
          + "(sqlite.org/wal.html#walresetbug). Punte îl golește dintr-o singură conexiune, deci nu "
          + "lăsați alt program să scrie în baza de date cât rulează serviciul.",
        "can lose commits when a second connection checkpoints the log "
          + "(sqlite.org/wal.html#walresetbug). Punte's one connection does it alone, so let no "
          + "other program write to the database while punte serve runs.")),
    KnownDefect(
      library: "OpenSSL", versions: ["3.0.0"..<"3.0.7"],
      text: .both(
        "depășește memoria când citește un certificat ostil (CVE-2022-3602): actualizați sistemul.",
        "overflows while it reads a hostile certificate (CVE-2022-3602): update the system.")),
  ]

  /// Those of these versions, by the library's name.
  static func found(in versions: [(library: String, version: String)]) -> [KnownDefect] {
    all.filter { defect in
      versions.contains { library, version in
        library == defect.library
          && defect.versions.contains { $0.contains(LibraryVersion(version)) }
      }
    }
  }
}
