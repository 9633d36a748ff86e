import Domain

/// The secrets of a shop's file: one a line, the newest first; after it, where it has one, its end.
///
/// So a rotation edits this file alone, and the settings with their comments stay as they are.
struct SecretLines: Sendable {
  struct Line: Sendable {
    /// Never shown.
    let secret: String
    let notAfter: SecretEnd?
    /// Counts from 1.
    let number: Int
  }

  private static let mark = " not_after="

  var lines: [Line]

  init(_ lines: [Line]) { self.lines = lines }

  init(_ text: String) throws(SettingsComplaint) {
    lines = []
    let rows = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, row) in rows.enumerated() where row.contains(where: { !$0.isWhitespace }) {
      let parts = row.split(separator: Self.mark, omittingEmptySubsequences: false)
      guard parts.count <= 2, let secret = parts.first, !secret.isEmpty else {
        throw SettingsComplaint(
          .both(
            "numește un fișier în care linia \(index + 1) nu are secret, sau are două expirări",
            "names a file whose line \(index + 1) has no secret, or two ends"),
          remedy: .both(
            "scrieți secretul, un spațiu și not_after=2026-12-31",
            "write the secret, a space and not_after=2026-12-31"))
      }
      var end: SecretEnd?
      if parts.count == 2 {
        do throws(SettingsComplaint) {
          end = try SecretEnd(String(parts[1]))
        } catch {
          throw SettingsComplaint(
            .both(
              "numește un fișier în care not_after de pe linia \(index + 1) \(error.problem.ro)",
              "names a file whose line \(index + 1) has a not_after that \(error.problem.en)"),
            remedy: error.remedy)
        }
      }
      lines.append(Line(secret: String(secret), notAfter: end, number: index + 1))
    }
  }

  var text: String {
    lines.map { line in
      line.secret + (line.notAfter.map { Self.mark + $0.text } ?? "") + "\n"
    }.joined()
  }
}

extension SecretLines: CustomStringConvertible, CustomReflectable {
  var description: String { "SecretLines(\(lines.count))" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
