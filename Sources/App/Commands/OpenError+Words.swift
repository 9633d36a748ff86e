import Domain
import StoreSQLite

/// Why a database can't be opened, and what to do: at a terminal and as a row of `check`.
extension OpenError {
  var what: BilingualText {
    switch self {
    case .owned(let path, let owner):
      .both(
        "\(path) e folosită de procesul \(owner.process), din \(owner.sinceText)",
        "\(path) is in use by process \(owner.process) since \(owner.sinceText)")
    case .missing(let path):
      .both("nu există nicio bază de date la \(path)", "there is no database at \(path)")
    case .schemaTooNew(let path, let found, let known):
      .both(
        "\(path) are schema \(found), iar acest punte cunoaște cel mult \(known)",
        "\(path) has schema version \(found), and this punte knows \(known) at the most")
    case .schemaTooOld(let path, let found, let known):
      .both(
        "\(path) are schema \(found), iar acest punte citește \(known)",
        "\(path) has schema version \(found), and this punte reads \(known)")
    case .schemaForgotten(let path, let found, let oldest):
      .both(
        "\(path) are schema \(found), iar cea mai veche pe care acest punte o aduce la zi e "
          + "\(oldest)",
        "\(path) has schema version \(found), and the oldest that this punte brings up to date is "
          + "\(oldest)")
    case .foreign(let path):
      .both(
        "\(path) e o bază de date, dar nu a lui Punte",
        "\(path) is a database, but not one of punte's")
    case .damaged(let path, let reason):
      .both(
        "\(path) e stricată sau nu e o bază de date întreagă a lui Punte: \(reason)",
        "\(path) is damaged, or isn't a whole database of punte's: \(reason)")
    case .unusable(let path, let reason):
      .both("\(path) nu se deschide: \(reason)", "\(path) can't be opened: \(reason)")
    }
  }

  var remedy: BilingualText {
    switch self {
    case .owned:
      .both(
        "Opriți acel proces sau încercați din nou după ce s-a încheiat.",
        "Stop that process, or try again once it has ended.")
    case .missing:
      .both(
        "Numiți setările potrivite cu --settings sau porniți serviciul Punte, care o creează.",
        "Name the right settings with --settings, or run “punte serve”, which makes one.")
    case .schemaTooNew:
      .both(
        "Porniți versiunea mai nouă de punte care a scris-o sau restaurați copia făcută înaintea ei.",
        "Use the newer punte that wrote it, or restore the copy that was made before it.")
    case .schemaTooOld:
      .both(
        "Porniți o dată serviciul Punte din această versiune, care o aduce la zi.",
        "Run “punte serve” of this version once.")
    case .schemaForgotten:
      .both(
        "Aduceți-o la zi cu o versiune anterioară de punte care încă o cunoaște, apoi reveniți la "
          + "aceasta.",
        "Run “punte database migrate” of an earlier version that still knows it, then come back to "
          + "this one.")
    case .foreign:
      .both(
        "Scrieți alt fișier la «database» în setări.",
        "Name another file under database: in the settings.")
    case .damaged:
      .both(
        "Vedeți dacă la «database» e fișierul potrivit. Dacă e, restaurați ultima copie bună; "
          + "fișierul de acum se păstrează alături.",
        "See that “database” names the right file. If it does, restore the last sound copy; the "
          + "file of now is kept beside it.")
    case .unusable:
      .both(
        "Verificați discul și proprietarul fișierului, apoi încercați din nou.",
        "Look at the disk and at the file's owner, then try again.")
    }
  }

  /// What to type.
  var commands: [String] {
    switch self {
    case .damaged: ["punte database restore FILE --reason \"WHY\""]
    case .owned, .missing, .schemaTooNew, .schemaTooOld, .schemaForgotten, .foreign, .unusable: []
    }
  }

  var status: ExitStatus {
    switch self {
    case .owned: .temporary
    case .missing: .noInput
    case .schemaTooNew, .schemaTooOld, .schemaForgotten, .foreign: .configuration
    case .damaged: .badData
    case .unusable: .inputOutput
    }
  }
}

extension StoreError {
  /// For what is told of the database by other words.
  var reason: String {
    switch self {
    case .unavailable(let reason): reason
    case .unreadable(let what): "\(what) can't be read"
    case .closed: "it is being closed"
    }
  }
}
