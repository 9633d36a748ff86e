import Domain
import Glibc

/// Where questions are put to a person.
protocol Prompter {
  /// A line, without its end; nil if there is no more.
  func line(_ prompt: String) -> String?
  /// A line that isn't shown while it is typed.
  func secretLine(_ prompt: String) -> String?
  func show(_ text: String)
}

/// The process's own terminal.
struct TerminalPrompter: Prompter {
  func show(_ text: String) { Terminal.write(text, to: .standardError) }

  func line(_ prompt: String) -> String? {
    show(prompt)
    return readLine()
  }

  func secretLine(_ prompt: String) -> String? {
    var before = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &before) == 0
    if isTerminal {
      var silent = before
      silent.c_lflag &= ~tcflag_t(ECHO)
      EchoGuard.begin(before)
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    }
    defer {
      if isTerminal {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
        EchoGuard.end()
        show("\n")
      }
    }
    return line(prompt)
  }
}

/// Puts the questions that the command line left open.
struct InitDialogue<Person: Prompter> {
  let person: Person

  /// A slip or two; who can't answer after that needs the README.
  private var triesMax: Int { 5 }

  /// Asks until the answer will do.
  func answer(to question: InitQuestion) throws(CommandError) -> String {
    let hint = question.standard.map { " [\($0)]" } ?? ""
    let prompt = "\(question.text.ro)\n  \(question.text.en)\(hint): "
    for _ in 0..<triesMax {
      guard let line = person.line(prompt) else { break }
      let text = line.isEmpty ? question.standard ?? "" : line
      do throws(SettingsComplaint) {
        return try question.check(text)
      } catch {
        person.show("  ✗ \(error.problem); \(error.remedy)\n")
      }
    }
    throw CommandError(
      "there is no answer for --\(question.option)",
      remedy: "Give it with --\(question.option).", .usage)
  }

  func token() throws(CommandError) -> String {
    let prompt = """
      Tokenul SmartBill (Contul meu › Integrări › API); nu se vede când îl scrieți
        The SmartBill token (Contul meu › Integrări › API); it isn't shown as you type: 
      """
    for _ in 0..<triesMax {
      guard let line = person.secretLine(prompt) else { break }
      if line.contains(where: { !$0.isWhitespace }) { return line }
    }
    throw CommandError(
      "there is no token", remedy: "Give --token-env, --token-file or --token-stdin.", .usage)
  }
}
