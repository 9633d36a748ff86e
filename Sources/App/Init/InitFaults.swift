import Domain

/// What the options of `punte init` say wrongly or leave out: all of it is told at once, before
/// anything is asked or written.
struct InitFaults: Sendable {
  private(set) var all: [BilingualText] = []

  /// Judges an option that was given.
  mutating func judge<Value>(
    _ option: String, _ given: String?, as read: (String) throws(SettingsComplaint) -> Value
  ) {
    guard let given else { return }
    do throws(SettingsComplaint) {
      _ = try read(given)
    } catch {
      all.append(.both("--\(option) \(error.text.ro)", "--\(option) \(error.text.en)"))
    }
  }

  /// Judges the option of a question.
  ///
  /// - Parameter isAsked: a person is there to answer what is left out.
  mutating func judge(_ question: InitQuestion, _ given: String?, isAsked: Bool) {
    judge(question.option, given, as: question.check)
    if given == nil, question.standard == nil, !isAsked {
      miss("--\(question.option)", question.text)
    }
  }

  mutating func miss(_ options: String, _ what: BilingualText) {
    all.append(.both("lipsește \(options): \(what.ro)", "\(options) is missing: \(what.en)"))
  }

  /// Nil where there is none.
  var error: CommandError? {
    guard !all.isEmpty else { return nil }
    let lines = all.flatMap { [$0.ro, $0.en] }.joined(separator: "\n")
    return CommandError(
      "nu s-a scris nimic / nothing was written\n\(lines)",
      remedy: """
        Corectați opțiunile numite, sau porniți comanda la un terminal, unde întreabă.
        Correct the options that are named, or run punte init at a terminal, where it asks.
        """, .usage)
  }
}
