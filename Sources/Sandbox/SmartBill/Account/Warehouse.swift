import ArgumentParser

/// A warehouse of the company: its name is case-sensitive (smartbill-api.md §4.3).
struct Warehouse: Equatable, Sendable, ExpressibleByArgument {
  enum Kind: String, Sendable {
    /// Kept at cost, by quantity and value.
    case wholesale = "en gros"
    /// Kept at sale prices, by value.
    case retail = "en detail"
  }

  var name: String
  var kind = Kind.wholesale

  init(name: String, kind: Kind = .wholesale) {
    self.name = name
    self.kind = kind
  }

  /// `Depozit`, or `Magazin=en detail`.
  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard !parts[0].isEmpty else { return nil }
    name = String(parts[0])
    guard parts.count == 2 else { return }
    guard let kind = Kind(rawValue: String(parts[1])) else { return nil }
    self.kind = kind
  }
}
