/// Finds what a person meant to write.
enum Spelling {
  /// Two slips of the finger; three would make `log` out of anything short.
  private static let distanceMax = 2

  static func nearest(to text: String, among words: [String]) -> String? {
    let wanted = Array(text.lowercased())
    let ranked = words.map { (word: $0, distance: distance(wanted, Array($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= distanceMax, best.distance < best.word.count
    else { return nil }
    return best.word
  }

  /// Levenshtein's distance: letters to insert, delete or replace.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var previous = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, candidate) in other.enumerated() {
        let replaced = previous[column] + (letter == candidate ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[other.count]
  }
}
