/// Why a command did not do what was asked: what happened, and what to do.
struct CommandError: Error, Sendable, Equatable {
  let what: String
  let remedy: String
  let status: ExitStatus

  init(_ what: String, remedy: String, _ status: ExitStatus) {
    self.what = what
    self.remedy = remedy
    self.status = status
  }

  /// Two lines; control characters don't reach the terminal.
  var text: String { "punte: \(Printable.lines(what))\n       \(Printable.lines(remedy))\n" }
}
