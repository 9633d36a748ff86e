/// What is wrong with one value, and the fix; where it stands is added by whoever read it.
///
/// Never quotes the value: a secret may have been written in the wrong place.
struct SettingsComplaint: Error, Equatable {
  let problem: String
  let remedy: String

  init(_ problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  static func notYet(_ what: String, remedy: String) -> Self {
    Self("\(what) is not in this version yet", remedy: remedy)
  }
}
