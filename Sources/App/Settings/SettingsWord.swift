/// Values that are one of a few words.
enum SettingsWord {
  static func of<Word>(_ type: Word.Type) -> (String) throws(SettingsComplaint) -> Word
  where Word: RawRepresentable<String> & CaseIterable {
    { (text: String) throws(SettingsComplaint) -> Word in
      if let word = Word(rawValue: text) { return word }
      let words = Word.allCases.map(\.rawValue)
      let fix = Spelling.nearest(to: text, among: words).map { "did you mean \($0)?" }
      throw SettingsComplaint(
        "is not a word known here", remedy: fix ?? "write one of \(words.joined(separator: ", "))")
    }
  }
}
