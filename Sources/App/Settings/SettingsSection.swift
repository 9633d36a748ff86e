import Domain
import Yams

/// A mapping of the settings file, read key by key. What is wrong is reported to the source, and
/// reading goes on: a required value that is nil has been reported, and so has a value that fell
/// back to its default because it couldn't be read.
struct SettingsSection {
  let source: SettingsSource
  let path: String
  let mark: Mark?
  /// In the file's order.
  let entries: [(name: String, value: Node)]

  /// - Parameters:
  ///   - keys: those that may stand here; nil where they are names that the file chooses.
  ///   - laterKeys: those of later versions, which are refused as such.
  /// - Returns: nil, reported, if the node is no mapping.
  init?(
    _ node: Node, at path: String, keys: [String]?, laterKeys: [String] = [],
    in source: SettingsSource
  ) {
    guard case .mapping(let mapping) = node else {
      let complaint =
        node.isBlank
        ? SettingsComplaint(
          .both("e gol", "is empty"),
          remedy: .both(
            "scrieți cheile dedesubt, sau scoateți-l", "write its keys below it, or remove it"))
        : SettingsComplaint(
          .both("trebuie să aibă chei proprii", "must hold keys of its own"),
          remedy: .both(
            "scrieți-le dedesubt, cu spații la început", "write them below it, indented"))
      source.report(complaint, at: node.mark, path: path)
      return nil
    }
    self.source = source
    self.path = path
    mark = mapping.mark
    var entries: [(name: String, value: Node)] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key, !scalar.string.isEmpty else {
        source.report(
          SettingsComplaint(
            .both("are o cheie care nu e un cuvânt", "has a key that isn't a word"),
            remedy: .both(
              "scrieți un cuvânt simplu înaintea semnului :", "write a plain word before the :")),
          at: key.mark, path: path)
        continue
      }
      if let keys, !keys.contains(scalar.string) {
        let complaint = SettingsSection.complaint(
          ofKey: scalar.string, keys: keys, laterKeys: laterKeys)
        source.report(complaint, at: key.mark, path: path)
        continue
      }
      entries.append((scalar.string, value))
    }
    self.entries = entries
  }

  /// The value of a key; nil if it is absent, which is no error here.
  func node(_ key: String) -> Node? {
    entries.first { $0.name == key }?.value
  }

  func section(_ key: String, keys: [String]?, laterKeys: [String] = []) -> SettingsSection? {
    node(key).flatMap {
      SettingsSection($0, at: path(to: key), keys: keys, laterKeys: laterKeys, in: source)
    }
  }

  func requiredSection(
    _ key: String, keys: [String]?, laterKeys: [String] = []
  ) -> SettingsSection? {
    if node(key) == nil { reportMissing(key) }
    return section(key, keys: keys, laterKeys: laterKeys)
  }

  func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func reportMissing(_ key: String) {
    report(
      SettingsComplaint(
        .missing(key), remedy: .both("adăugați-o aici", "add it here")))
  }

  func report(_ complaint: SettingsComplaint, onKey key: String? = nil) {
    guard let key else { return source.report(complaint, at: mark, path: path) }
    source.report(complaint, at: node(key)?.mark ?? mark, path: path(to: key))
  }

  private static func complaint(
    ofKey key: String, keys: [String], laterKeys: [String]
  ) -> SettingsComplaint {
    if laterKeys.contains(key) {
      return .notYet(
        .both("cheia \"\(key)\"", "key \"\(key)\""),
        remedy: .both("scoateți-o", "remove it"))
    }
    let shown = Printable.text(key, scalarsMax: keyScalarsMax)
    let list = keys.joined(separator: ", ")
    return SettingsComplaint(
      .both("cheie necunoscută \"\(shown)\"", "unknown key \"\(shown)\""),
      remedy: Spelling.nearest(to: key, among: keys).map { .didYouMean("\"\($0)\"") }
        ?? .both("cheile de aici sunt \(list)", "the keys here are \(list)"))
  }

  /// Enough to recognise it by; a pasted page would hide the error.
  private static let keyScalarsMax = 40
}

extension BilingualText {
  static func missing(_ key: String) -> Self {
    .both("lipsește cheia \"\(key)\"", "missing key \"\(key)\"")
  }
}

extension Node {
  /// Nothing at all after the `key:`.
  var isBlank: Bool {
    guard case .scalar(let scalar) = self else { return false }
    return scalar.string.isEmpty && scalar.style == .plain
  }
}
