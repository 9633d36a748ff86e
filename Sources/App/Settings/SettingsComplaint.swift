import Domain

/// What is wrong with one value, and the fix; where it stands is added by whoever read it.
///
/// Never quotes the value: a secret may have been written in the wrong place.
struct SettingsComplaint: Error, Equatable {
  let problem: BilingualText
  let remedy: BilingualText

  init(_ problem: BilingualText, remedy: BilingualText) {
    self.problem = problem
    self.remedy = remedy
  }

  static func notYet(_ what: BilingualText, remedy: BilingualText) -> Self {
    Self(
      .both("\(what.ro) nu e încă în această versiune", "\(what.en) is not in this version yet"),
      remedy: remedy)
  }

  /// Both, as one sentence in each language.
  var text: BilingualText {
    .both("\(problem.ro); \(remedy.ro)", "\(problem.en); \(remedy.en)")
  }
}

extension BilingualText {
  /// A word that a person may have wanted to write.
  static func didYouMean(_ word: String) -> Self {
    .both("ați vrut să scrieți \(word)?", "did you mean \(word)?")
  }
}
