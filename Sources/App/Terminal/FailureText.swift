import Domain

extension Failure {
  /// For the shop's operator: Romanian first, English beneath, then what the administrator types.
  var lines: String {
    let texts = [reason.ro, remedy.ro, "", reason.en, remedy.en] + code.commandLines
    let shown = detail.map { ": " + Printable.text($0.withLocalTimes) } ?? ""
    let particulars = "\(code.rawValue)\(shown)"
    return (texts + ["", particulars]).joined(separator: "\n")
  }
}

extension FailureCode {
  var commandLines: [String] { commands.map { "Command: \($0)" } }

  /// The remedy where there is no line for its commands: the English has them.
  var typedRemedy: BilingualText {
    BilingualText(
      ro: remedy.ro, en: ([remedy.en] + commandLines).joined(separator: " "))
  }
}
