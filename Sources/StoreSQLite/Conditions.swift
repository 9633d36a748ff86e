import GRDB

/// The conditions of a listing, those that were asked for.
struct Conditions {
  /// A listing is answered from memory; nobody reads more at once.
  static let limitMax = 10_000

  private var terms: [String] = []
  private(set) var arguments: StatementArguments = []

  mutating func add(_ column: String, is value: String?) {
    guard let value else { return }
    terms.append("\(column) = ?")
    arguments += [value]
  }

  /// Written out and not as an argument, so that a partial index on the state can serve it.
  mutating func add(_ column: String, is word: (some RawRepresentable<String>)?) {
    guard let word else { return }
    terms.append("\(column) = '\(word.rawValue)'")
  }

  func clause(newestBy column: String, limit: Int) -> String {
    (terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND "))
      + " ORDER BY \(column) DESC LIMIT \(min(max(limit, 0), Self.limitMax))"
  }
}
