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
        show(error)
      }
    }
    throw CommandError.unanswered(question.option)
  }

  private func show(_ complaint: SettingsComplaint) {
    person.show("  ✗ \(complaint.text.ro)\n    \(complaint.text.en)\n")
  }

  func token() throws(CommandError) -> String {
    let prompt = """
      Tokenul SmartBill (Contul meu › Integrări › API); nu se vede când îl scrieți
        The SmartBill token (Contul meu › Integrări › API); it isn't shown as you type: 
      """
    for _ in 0..<triesMax {
      guard let line = person.secretLine(prompt) else { break }
      do throws(SettingsComplaint) {
        _ = try AccountReading.token(line)
        return line
      } catch {
        show(error)
      }
    }
    throw CommandError.unanswered("token-env")
  }
}

extension CommandError {
  /// - Parameter option: without its dashes.
  static func unanswered(_ option: String) -> Self {
    Self(
      "lipsește răspunsul pentru --\(option) / there is no answer for --\(option)",
      remedy: "Dați opțiunea --\(option). / Give --\(option).", .usage)
  }
}
