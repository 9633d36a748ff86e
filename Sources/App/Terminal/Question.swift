/// Asks a person before something large is done.
enum Question {
  /// Whether the person says yes. Where nobody can be asked, what is to be done must have been
  /// agreed to beforehand, by `--yes`.
  ///
  /// - Parameter hasDryRun: whether the command can show beforehand what it would do.
  static func isAgreed(
    _ question: String, beforehand: Bool, hasDryRun: Bool
  ) throws(CommandError) -> Bool {
    if beforehand { return true }
    guard Terminal.isInteractive else {
      throw nobodyToAsk(hasDryRun: hasDryRun)
    }
    Terminal.write("\(question) [y/N] ", to: .standardError)
    return isYes(readLine() ?? "")
  }

  static func nobodyToAsk(hasDryRun: Bool) -> CommandError {
    CommandError(
      "there is no terminal to ask at",
      remedy: hasDryRun ? "Look with --dry-run, then say --yes." : "Say --yes.", .usage)
  }

  /// - Parameter nothingDone: what is said where the person says no.
  static func agree(
    _ question: String, beforehand: Bool, hasDryRun: Bool, orElse nothingDone: String
  ) throws(CommandError) {
    guard try isAgreed(question, beforehand: beforehand, hasDryRun: hasDryRun) else {
      throw CommandError(nothingDone, remedy: "Say yes, or --yes.", .usage)
    }
  }

  static func isYes(_ answer: String) -> Bool {
    ["y", "yes", "d", "da"].contains(answer.lowercased().filter { !$0.isWhitespace })
  }
}
