import Domain

/// Whether a document's text names another document. By law a storno names the invoice that it
/// reverses (Cod fiscal art. 330); how SmartBill words it, nobody has written down.
struct NumberMention {
  private let series: String
  private let value: Int?

  init(_ number: InvoiceNumber) {
    series = Self.words(of: number.series).joined()
    value = number.value
  }

  /// Words that may stand between a series and a number, such as in `seria FCT nr. 0042`.
  private static let fillers: Set<String> = [
    "si", "și", "nr", "no", "numar", "numarul", "număr", "numărul",
  ]
  /// A series of several words, split as the text's layout likes.
  private static let wordsMax = 8

  /// Series and number beside each other, whatever signs and lines stand between.
  func stands(in text: String) -> Bool {
    guard let value, !series.isEmpty else { return false }
    let words = Self.words(of: text).filter { !Self.fillers.contains($0) }
    for start in words.indices where series.hasPrefix(words[start].prefix(series.count)) {
      var joined = ""
      for word in words[start...].prefix(Self.wordsMax) {
        joined += word
        guard joined.hasPrefix(series) else {
          if series.hasPrefix(joined) { continue } else { break }
        }
        let digits = joined.dropFirst(series.count)
        if digits.isEmpty { continue }
        if digits.allSatisfy(\.isASCIIDigit), Int(digits) == value { return true }
        break
      }
    }
    return false
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
