import ArgumentParser
import Domain

/// Of a command that shows its plan before it acts on it: whether it goes on, who does, and why.
struct PlanOptions: ParsableArguments {
  @Flag(help: "Show what would be done, and end.")
  var dryRun = false
  @Flag(help: "Don't ask.")
  var yes = false
  @Option(
    help: ArgumentHelp("Your name; the system's name of you unless given.", valueName: "name"))
  var by: String?
  @Option(help: ArgumentHelp("Why; kept with what is done.", valueName: "text"))
  var reason: String?

  /// Whoever only looks need not say why.
  func requireReason() throws {
    guard reason != nil else { throw ValidationError("--reason says why; it is kept.") }
    _ = try person()
  }

  func person() throws -> Operator { try OperatorOptions.person(by, reason ?? "") }

  /// Asks on a terminal, unless told not to.
  func agree(_ question: String, orElse nothingDone: String) throws(CommandError) {
    try Question.agree(question, beforehand: yes, hasDryRun: true, orElse: nothingDone)
  }
}
