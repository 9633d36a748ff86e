import Domain
import Yams

extension SettingsSection {
  /// A single value, `${…}` filled in; nil if absent or, reported, unreadable.
  private func value<Value>(
    of node: Node, at path: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    do throws(SettingsComplaint) {
      let filled = try SettingsReference.filled(try Self.scalar(node), from: source.environment)
      return try read(filled)
    } catch {
      source.report(error, at: node.mark, path: path)
      return nil
    }
  }

  func optional<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    node(key).flatMap { value(of: $0, at: path(to: key), as: read) }
  }

  func required<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> Value? {
    if node(key) == nil { reportMissing(key) }
    return optional(key, as: read)
  }

  func requiredText(_ key: String) -> String? { required(key, as: SettingsText.nonEmpty) }

  func word<Word>(_ key: String, default standard: Word) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    optional(key, as: SettingsWord.of(Word.self)) ?? standard
  }

  func flag(_ key: String, default standard: Bool) -> Bool {
    optional(key, as: SettingsText.flag) ?? standard
  }

  func integer(_ key: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
    optional(key) { (text: String) throws(SettingsComplaint) in
      guard let number = Int(text), range.contains(number) else {
        throw SettingsComplaint(
          .both(
            "nu e un număr întreg de la \(range.lowerBound) la \(range.upperBound)",
            "isn't a whole number from \(range.lowerBound) to \(range.upperBound)"),
          remedy: .both("scrieți unul", "write one"))
      }
      return number
    } ?? standard
  }

  func duration(
    _ key: String, default standard: Duration, in range: ClosedRange<Duration>
  ) -> Duration {
    optional(key) { (text: String) throws(SettingsComplaint) in
      guard let duration = DurationText.duration(of: text) else {
        throw SettingsComplaint(
          .notDuration,
          remedy: .both(
            "scrieți, de exemplu, 300ms, 10s, 5m, 2h sau 30d",
            "write e.g. 300ms, 10s, 5m, 2h or 30d"))
      }
      guard range.contains(duration) else {
        throw SettingsComplaint.outOfBounds(
          DurationText.text(of: range.lowerBound), DurationText.text(of: range.upperBound))
      }
      return duration
    } ?? standard
  }

  /// The values of a list, each with its own place; empty if absent or, reported, no list.
  func list<Value>(
    _ key: String, as read: (String) throws(SettingsComplaint) -> Value
  ) -> [Value] {
    nodes(ofList: key).enumerated().compactMap { index, node in
      value(of: node, at: "\(path(to: key))[\(index)]", as: read)
    }
  }

  func nodes(ofList key: String) -> [Node] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let sequence) = node else {
      report(
        SettingsComplaint(
          .both("nu e o listă", "isn't a list"),
          remedy: .both("scrieți [ unul, altul ]", "write [ one, another ]")), onKey: key)
      return []
    }
    return Array(sequence)
  }

  /// nil if there is no list.
  func count(ofList key: String) -> Int? {
    guard case .sequence(let sequence)? = node(key) else { return nil }
    return sequence.count
  }

  /// The text of a single value, as it is written.
  static func scalar(_ node: Node) throws(SettingsComplaint) -> String {
    guard case .scalar(let scalar) = node else {
      throw SettingsComplaint(
        .both("trebuie să fie o singură valoare", "must be a single value"),
        remedy: .both(
          "scrieți-o pe rândul cheii, la nevoie în ghilimele",
          "write it on the key's line, in quotes if need be"))
    }
    guard !node.isBlank else {
      throw SettingsComplaint(
        .both("nu are valoare", "has no value"),
        remedy: .both("scrieți una, sau scoateți cheia", "write one, or remove the key"))
    }
    return scalar.string
  }
}

extension BilingualText {
  static let notDuration = BilingualText.both("nu e o durată", "isn't a duration")
}

extension SettingsComplaint {
  static func outOfBounds(_ low: String, _ high: String) -> Self {
    Self(
      .both("e în afara limitelor", "is out of bounds"),
      remedy: .both("scrieți de la \(low) la \(high)", "write \(low) to \(high)"))
  }
}
