import Domain

/// Why a command did not do what was asked: what happened, and what to do.
struct CommandError: Error, Sendable, Equatable {
  let what: String
  let remedy: String
  let status: ExitStatus
  /// What a log says of it: in English alone.
  let logged: String

  init(_ what: String, logged: String? = nil, remedy: String, _ status: ExitStatus) {
    self.what = what
    self.logged = logged ?? what
    self.remedy = remedy
    self.status = status
  }

  /// Of an act that is refused: why, Romanian first, and what to type instead.
  init(_ what: String, _ refusal: ActRefusal, remedy: String, _ status: ExitStatus) {
    let texts = [refusal.text.ro, refusal.text.en].map(\.withLocalTimes)
    let lines = texts + refusal.commands.map { "Command: \($0)" }
    self.init(what, remedy: (lines + [remedy]).joined(separator: "\n"), status)
  }

  /// What happened, and beneath it what to do; control characters don't reach the terminal.
  var text: String {
    let indented = Printable.lines(remedy).replacing("\n", with: "\n       ")
    return "punte: \(Printable.lines(what))\n       \(indented)\n"
  }
}
