import Domain
import StoreSQLite

/// What the facts of a database mean.
enum DatabaseChecks {
  /// A month of a busy shop's events; below it an operator should act.
  static let freeBytesWanted = 1 << 30
  /// Below it a flood of large events would fill the disk within the hour.
  static let freeBytesMin = 100 << 20

  static func all(of facts: DatabaseFacts) -> [Check] {
    [opened(facts), durability(facts), space(facts)]
      + [modes(facts), owner(facts), moved(facts)].compactMap(\.self)
  }

  private static func moved(_ facts: DatabaseFacts) -> Check? {
    facts.moved.map { .failed("documents", nil, $0.what, remedy: $0.remedy, .configuration) }
  }

  private static func opened(_ facts: DatabaseFacts) -> Check {
    switch facts.opened {
    case .good:
      return .ok("database", ro: "\(facts.path) se deschide", en: "\(facts.path) opens")
    case .missing:
      return .ok(
        "database", ro: "\(facts.path) nu există încă; o creează serviciul Punte, când pornește",
        en: "\(facts.path) doesn't exist yet; “punte serve” makes it")
    case .bad(.schemaTooOld(_, let found, let known)):
      return .warning(
        "database", nil,
        .both(
          "schema bazei de date e \(found), iar acest punte scrie \(known)",
          "the database's schema is \(found), and this punte writes \(known)"),
        remedy: .both(
          "Faceți o copie, apoi porniți serviciul Punte, care o aduce la zi.",
          "Make a copy, then start “punte serve”, which brings it up to date."),
        commands: ["punte database backup FILE"])
    case .bad(let error):
      let known = CommandError(error)
      return .failed(
        "database", nil,
        .both("baza de date nu poate fi folosită: \(romanian(error))", known.what),
        remedy: .both(
          "Verificați calea din «database», proprietarul fișierului și versiunea lui punte.",
          known.remedy), .configuration)
    }
  }

  private static func romanian(_ error: OpenError) -> String {
    switch error {
    case .owned(let path, let owner):
      "\(path) e folosită de procesul \(owner.process), din \(owner.sinceText)"
    case .missing(let path): "nu există nicio bază de date la \(path)"
    case .schemaTooNew(let path, let found, let known):
      "\(path) are schema \(found), iar acest punte cunoaște cel mult \(known)"
    case .schemaTooOld(let path, let found, let known):
      "\(path) are schema \(found), iar acest punte citește \(known)"
    case .foreign(let path): "\(path) e o bază de date, dar nu a lui Punte"
    case .unusable(let path, let reason): "\(path) nu se deschide: \(reason)"
    }
  }

  private static func durability(_ facts: DatabaseFacts) -> Check {
    if let error = facts.trial {
      return .failed(
        "durability", nil,
        .both(
          "în dosarul bazei de date nu se poate scrie o bază de probă: \(romanian(error))",
          "no trial database can be written in the database's folder: "
            + CommandError(error).what),
        remedy: .both(
          "Dați dosarul utilizatorului sub care rulează punte, pe un disc local.",
          "Give the folder to the user that runs punte, on a local disk."), .configuration)
    }
    switch facts.fileSystem {
    case .network(let name):
      return .failed(
        "durability", nil,
        .both(
          "baza de date e pe un sistem de fișiere din rețea (\(name)), unde se poate strica",
          "the database is on a network file system (\(name)), where it can be damaged"),
        remedy: .both(
          "Mutați-o pe un disc local și schimbați «database».",
          "Move it to a local disk, and change “database”."), .configuration)
    case .volatile(let name):
      return .warning(
        "durability", nil,
        .both(
          "baza de date e în memorie (\(name)) și dispare la repornire",
          "the database is in memory (\(name)) and gone after a restart"),
        remedy: .both("Mutați-o pe un disc.", "Move it to a disk."))
    case .local, nil:
      return .ok(
        "durability", ro: "scrierile ajung pe disc (WAL, synchronous=FULL)",
        en: "writes reach the disk (WAL, synchronous=FULL)")
    }
  }

  private static func space(_ facts: DatabaseFacts) -> Check {
    guard let free = facts.freeBytes else {
      return .skipped(
        "disk", because: .both("spațiul liber nu poate fi aflat", "the free space can't be told"))
    }
    let megabytes = "\(free >> 20) MB"
    let text = BilingualText(ro: "\(megabytes) liberi", en: "\(megabytes) free")
    let remedy = BilingualText(
      ro: "Eliberați spațiu: pe un disc plin nu se mai primește nicio comandă.",
      en: "Free some space: on a full disk no order is accepted.")
    if free < freeBytesMin { return .failed("disk", nil, text, remedy: remedy, .configuration) }
    if free < freeBytesWanted { return .warning("disk", nil, text, remedy: remedy) }
    return .ok("disk", ro: text.ro, en: text.en)
  }

  private static func modes(_ facts: DatabaseFacts) -> Check? {
    guard let permissions = facts.permissions, permissions & 0o077 != 0 else { return nil }
    let mode = String(permissions, radix: 8)
    return .warning(
      "database_mode", nil,
      .both(
        "alți utilizatori pot citi sau scrie baza de date (\(mode)), care are datele clienților",
        "other users can read or write the database (\(mode)), which holds customers' data"),
      remedy: .both(
        "Lăsați-o citită și scrisă numai de utilizatorul sub care rulează Punte.",
        "Let only the user that runs punte read and write it."),
      commands: ["chmod 600 \(facts.path)*"])
  }

  private static func owner(_ facts: DatabaseFacts) -> Check? {
    guard let owner = facts.owner else {
      return .ok("serve", ro: "nu rulează", en: "is not running")
    }
    return .ok(
      "serve", ro: "rulează, procesul \(owner.process), din \(owner.sinceText)",
      en: "is running, process \(owner.process), since \(owner.sinceText)")
  }
}
