import Domain
import Yams

/// Why a text is no YAML, without any of the text: it may hold a secret.
struct YAMLFault {
  let mark: Mark?
  let complaint: SettingsComplaint

  init(_ error: any Error, in text: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.mark = mark
      complaint = SettingsComplaint(
        .both("nu e YAML: \(problem)", "isn't YAML: \(problem)"),
        remedy: Self.remedy(forLine: mark.line, of: text))
    case .duplicatedKeysInMapping(let keys, let context):
      mark = context.mark
      let names = keys.map { "\"\(Printable.text($0, scalarsMax: 40))\"" }.joined(separator: ", ")
      complaint = SettingsComplaint(
        .both(
          "\(names) e scris de două ori în aceeași secțiune",
          "\(names) is written twice in one section"),
        remedy: .both("păstrați unul singur", "keep one of them"))
    default:
      mark = nil
      complaint = SettingsComplaint(
        .both("nu poate fi citit ca YAML", "can't be read as YAML"),
        remedy: .both("salvați-l ca text UTF-8", "save it as UTF-8 text"))
    }
  }

  private static func remedy(forLine line: Int, of text: String) -> BilingualText {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.contains(line - 1) && lines[line - 1].contains("${")
      ? .both(
        "scrieți \"${NUME}\" în ghilimele, căci în { } și [ ] YAML citește el însuși acoladele",
        "write \"${NAME}\" in quotes, as YAML reads braces inside { } and [ ] itself")
      : .both(
        "corectați rândul, sau pe cel de deasupra", "correct the line, or the one above it")
  }
}
