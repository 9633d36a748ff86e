/// Text as people compare it, whatever the case, the diacritics and the punctuation.
public enum PlainText {
  /// Romanian letters without their marks, in either of the two ways that ș and ț are encoded.
  public static func withoutDiacritics(_ text: String) -> String {
    String(text.map { plainLetters[$0] ?? $0 })
  }

  /// Lower-case letters and digits alone: "Bistrița-Năsăud" is "bistritanasaud".
  static func folded(_ text: String) -> String {
    withoutDiacritics(text).lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Its words and numbers in their order: "Sect.3, Buc." is "sect", "3", "buc".
  static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var last: Character?
    for letter in withoutDiacritics(text).lowercased() {
      if letter.isLetter || letter.isNumber {
        if let last, last.isLetter == letter.isLetter, last.isLetter || last.isNumber {
          tokens[tokens.count - 1].append(letter)
        } else {
          tokens.append(String(letter))
        }
      }
      last = letter
    }
    return tokens
  }

  private static let plainLetters: [Character: Character] = [
    "ă": "a", "â": "a", "î": "i", "ș": "s", "ş": "s", "ț": "t", "ţ": "t",
    "Ă": "A", "Â": "A", "Î": "I", "Ș": "S", "Ş": "S", "Ț": "T", "Ţ": "T",
  ]
}
