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
        "is no YAML: \(problem)", remedy: Self.remedy(forLine: mark.line, of: text))
    case .duplicatedKeysInMapping(let keys, let context):
      mark = context.mark
      let names = keys.map { "\"\(Printable.text($0, scalarsMax: 40))\"" }
      complaint = SettingsComplaint(
        "\(names.joined(separator: ", ")) is written twice in one section",
        remedy: "keep one of them")
    default:
      mark = nil
      complaint = SettingsComplaint("can't be read as YAML", remedy: "save it as UTF-8 text")
    }
  }

  private static func remedy(forLine line: Int, of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.contains(line - 1) && lines[line - 1].contains("${")
      ? "write \"${NAME}\" in quotes, as YAML reads braces inside { } and [ ] itself"
      : "mend the line, or the one above it"
  }
}
