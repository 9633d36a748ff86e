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
      + [modes(facts), owner(facts), moved(facts)].compactMap(\.self) + facts.gone.map(gone)
  }

  private static func moved(_ facts: DatabaseFacts) -> Check? {
    facts.moved.map { .failed("documents", nil, $0.what, remedy: $0.remedy, .configuration) }
  }

  private static func gone(_ shop: ShopID) -> Check {
    .warning(
      "documents", shop.rawValue,
      .both(
        "magazinul are documente, dar setările nu îl mai numesc: ce mai e de făcut pentru el așteaptă",
        "the shop has documents, and the settings name it no more: what is left to do for it waits"),
      remedy: .both(
        "Dacă magazinul nu mai există, nu e nimic de făcut. Dacă i-ați schimbat numele, scrieți-l "
          + "la loc pe cel vechi: sub alt nume aceeași comandă ar primi a doua factură.",
        "Nothing, if the shop is closed. If you renamed it, write its old name again: under "
          + "another the same order would get a second invoice."),
      commands: ["punte jobs list --state held"])
  }

  private static func opened(_ facts: DatabaseFacts) -> Check {
    switch facts.opened {
    case .good:
      return .ok("database", ro: "\(facts.path) se deschide", en: "\(facts.path) opens")
    case .missing where facts.owner != nil: return displaced(facts)
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
      return .failed(
        "database", nil,
        .both(
          "baza de date nu poate fi folosită: \(error.what.ro)",
          "the database can't be used: \(error.what.en)"),
        remedy: error.remedy, .configuration, commands: error.commands)
    }
  }

  /// Its owner runs, and can't promise anything.
  private static func displaced(_ facts: DatabaseFacts) -> Check {
    .failed(
      "database", nil,
      .both(
        "serviciul Punte rulează, dar fișierul bazei de date nu mai e la locul lui: \(facts.path)",
        "“punte serve” runs, and the database's file isn't at its place any more: \(facts.path)"),
      remedy: .both(
        "Opriți serviciul Punte, puneți la loc fișierul care era acolo, apoi porniți-l. Nu-l porniți "
          + "fără fișier: ar începe o bază de date goală.",
        "Stop “punte serve”, put the file back that was there, and start again. Don't start it "
          + "without the file: it would begin an empty database."),
      .unavailable)
  }

  private static func durability(_ facts: DatabaseFacts) -> Check {
    if let error = facts.trial {
      return .failed(
        "durability", nil,
        .both(
          "în dosarul bazei de date nu se poate scrie o bază de probă: \(error.what.ro)",
          "no trial database can be written in the database's folder: \(error.what.en)"),
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
    if !facts.unready.isEmpty {
      let reasons = facts.unready.joined(separator: " ")
      return .failed(
        "serve", nil,
        .both(
          "rulează, procesul \(owner.process), dar nu e gata: \(reasons)",
          "is running, process \(owner.process), and isn't ready: \(reasons)"),
        remedy: .both(
          "Faceți ce cere motivul. Până atunci magazinele sunt refuzate și trimit din nou.",
          "Do what the reason asks. Until then shops are refused, and send again."), .unavailable)
    }
    if let written = facts.settingsWrittenAt, let since = owner.sinceMoment,
      written.seconds > since.seconds
    {
      return .warning(
        "serve", nil,
        .both(
          "rulează din \(owner.sinceText) cu setările de atunci, iar fișierul a fost scris la "
            + written.localText,
          "has run since \(owner.sinceText) with the settings of then, and the file was written at "
            + written.localText),
        remedy: .both(
          "Reporniți serviciul Punte, dacă s-a schimbat altceva decât secretele magazinelor.",
          "Restart “punte serve”, if anything but the shops' secrets has changed."),
        commands: ["systemctl restart punte"])
    }
    return .ok(
      "serve", ro: "rulează, procesul \(owner.process), din \(owner.sinceText)",
      en: "is running, process \(owner.process), since \(owner.sinceText)")
  }
}
