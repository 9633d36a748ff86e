import Domain
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

  mutating func add(_ column: String, isIn values: [String]) {
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    add("\(column) IN (\(marks))", StatementArguments(values))
  }

  /// From the first moment on, and before the second.
  mutating func addMoments(_ column: String, since: Timestamp?, until: Timestamp?) {
    if let since { add("\(column) >= ?", [since.milliseconds]) }
    if let until { add("\(column) < ?", [until.milliseconds]) }
  }

  mutating func add(_ term: String, _ values: StatementArguments) {
    terms.append(term)
    arguments += values
  }

  var text: String { terms.isEmpty ? "" : " WHERE " + terms.joined(separator: " AND ") }

  func clause(newestBy column: String, limit: Int) -> String {
    text + " ORDER BY \(column) DESC LIMIT \(Self.bounded(limit))"
  }

  func clause(oldestBy column: String, limit: Int) -> String {
    text + " ORDER BY \(column) LIMIT \(Self.bounded(limit))"
  }

  private static func bounded(_ limit: Int) -> Int { min(max(limit, 0), limitMax) }
}
