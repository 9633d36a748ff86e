import Domain

/// Values that are one of a few words.
enum SettingsWord {
  static func of<Word>(_ type: Word.Type) -> (String) throws(SettingsComplaint) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    { (text: String) throws(SettingsComplaint) -> Word in
      if let word = Word(rawValue: text) { return word }
      let words = Word.allCases.map(\.rawValue)
      let list = words.joined(separator: ", ")
      throw SettingsComplaint(
        .both("nu e un cuvânt cunoscut aici", "is not a word known here"),
        remedy: Spelling.nearest(to: text, among: words).map { .didYouMean($0) }
          ?? .both("scrieți unul dintre \(list)", "write one of \(list)"))
    }
  }
}
