/// Text as people compare it, whatever the case, the diacritics and the punctuation.
public enum PlainText {
  /// Romanian letters without their marks, in either of the two ways that ș and ț are encoded.
  public static func withoutDiacritics(_ text: String) -> String {
    String(text.map { plainLetters[$0] ?? $0 })
  }

  /// Lower-case letters and digits alone, whatever their marks: "Bistrița-Năsăud" is
  /// "bistritanasaud".
  static func folded(_ text: String) -> String {
    Skeleton.of(text).lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// What people take for the same code: without spaces, however letters are written.
  static func near(_ text: String) -> String {
    Skeleton.of(text).filter { !$0.isWhitespace }
  }

  /// A fiscal or personal code as people write it: without the spaces, dots and dashes in it, and
  /// without the label before it.
  public static func bareCode(_ text: String) -> String {
    var code = Skeleton.of(text).filter { $0.isLetter || $0.isNumber }
    while let label = labels.first(where: { code.hasPrefix($0) && code.count > $0.count }) {
      code.removeFirst(label.count)
    }
    return code
  }

  private static let labels = ["CODFISCAL", "CUI", "CIF", "CNP"]

  /// Its words and numbers in their order: "Sect.3, Buc." is "sect", "3", "buc".
  static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var last: Character?
    for letter in Skeleton.of(text).lowercased() {
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
