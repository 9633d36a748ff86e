import Domain

/// One thing that is wrong in the settings: where, what, and the fix.
struct SettingsError: Error, Sendable, Equatable {
  enum Place: Sendable, Equatable {
    /// Both count from 1.
    case file(String, line: Int, column: Int)
    /// The file as a whole.
    case wholeFile(String)
    case environment(variable: String)
  }

  let place: Place
  /// The keys that lead there, such as `shops.magazin.invoicing`; empty for the file itself.
  let path: String
  let problem: BilingualText
  let remedy: BilingualText
}

extension SettingsError: CustomStringConvertible {
  /// In English, as compilers say it, so that editors can jump there.
  var description: String { "\(what.en); \(remedy.en)" }

  /// The whole in Romanian and then in English, each with its place.
  var lines: [String] { ["\(what.ro); \(remedy.ro)", description] }

  /// Its place and what is wrong there.
  var what: BilingualText {
    let start =
      switch place {
      case .file(let name, let line, let column): "\(name):\(line):\(column): "
      case .wholeFile(let name): "\(name): "
      case .environment(let variable): "environment variable \(variable): "
      }
    let whole = start + (path.isEmpty ? "" : path + ": ")
    return .both(whole + problem.ro, whole + problem.en)
  }
}

/// Everything that was found wrong, in the file's order.
struct SettingsErrors: Error, Sendable, Equatable, CustomStringConvertible {
  let all: [SettingsError]

  init(_ errors: [SettingsError]) {
    all = errors.enumerated()
      .sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      .map(\.element)
  }

  var description: String { all.map(\.description).joined(separator: "\n") }

  /// For a person: two lines each, Romanian first.
  var lines: String { all.flatMap(\.lines).joined(separator: "\n") }
}

extension SettingsError {
  /// The environment comes before the file.
  fileprivate var order: Int {
    guard case .file(_, let line, let column) = place else { return 0 }
    return line * Self.columnsMax + min(column, Self.columnsMax - 1)
  }

  /// Wider lines keep their order by line alone.
  private static let columnsMax = 10_000
}
