import Domain

/// Whether a document's text names a document by its series and number. By law each names itself, and
/// a storno the invoice that it reverses (Cod fiscal art. 319, 330); how SmartBill words it, nobody has
/// written down.
struct NumberMention {
  private let series: String
  private let value: Int?
  private let fillers: Set<String>

  init(_ number: InvoiceNumber) {
    let words = Self.words(of: number.series)
    series = words.joined()
    value = number.value
    fillers = Self.allFillers.subtracting(words)
  }

  /// Words that may stand between a series and a number, such as in `seria FCT nr. 0042`.
  private static let allFillers: Set<String> = [
    "si", "și", "nr", "nº", "no", "numar", "numarul", "număr", "numărul", "number", "seria",
    "serie", "factura", "factură", "facturii", "invoice", "proforma", "proformă", "proformei",
  ]
  /// A series of several words, split as the text's layout likes.
  private static let wordsMax = 8

  /// Series and number beside each other, whatever signs and lines stand between.
  func stands(in text: String) -> Bool { stands(among: words(in: text)) }

  /// As above, or the number first: so a document names itself. A text that doesn't was not read: it is
  /// a picture, say, or another page than the document.
  func isOwn(in text: String) -> Bool {
    let words = words(in: text)
    // Of a series of signs alone no word is left.
    guard !series.isEmpty else { return words.contains(where: isNumber) }
    return stands(among: words)
      || words.indices.contains { isNumber(words[$0]) && begins(words[($0 + 1)...]) }
  }

  private func stands(among words: [String]) -> Bool {
    guard let value, !series.isEmpty else { return false }
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

  private func isNumber(_ word: String) -> Bool {
    word.allSatisfy(\.isASCIIDigit) && value != nil && Int(word) == value
  }

  /// Whether these words begin with the series.
  private func begins(_ words: ArraySlice<String>) -> Bool {
    var joined = ""
    for word in words.prefix(Self.wordsMax) {
      joined += word
      if joined == series { return true }
      guard series.hasPrefix(joined) else { return false }
    }
    return false
  }

  private func words(in text: String) -> [String] {
    Self.words(of: text).filter { !fillers.contains($0) }
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
      String(word.map { commaBelow[$0] ?? $0 })
    }
  }

  /// Fonts have the one or the other.
  private static let commaBelow: [Character: Character] = ["ş": "ș", "ţ": "ț"]
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
