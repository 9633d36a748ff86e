import Domain

/// All that `punte check` found.
struct CheckReport: Encodable, Sendable {
  let checks: [Check]

  /// Nil where nothing failed: warnings and what was skipped don't count.
  var status: ExitStatus? {
    let faults = checks.filter { $0.verdict == .failed }.map(\.fault)
    if faults.isEmpty { return nil }
    // What must be mended comes before what may mend itself.
    return faults.contains(.unavailable) && !faults.contains(.configuration)
      ? .unavailable : .configuration
  }

  /// Below it the names would leave nothing for the texts.
  private static let textWidthMin = 20

  /// What must be mended first, then what should be, and the rest as it was looked at.
  private var ordered: [Check] {
    let urgency: [Check.Verdict] = [.failed, .warning]
    return urgency.flatMap { verdict in checks.filter { $0.verdict == verdict } }
      + checks.filter { !urgency.contains($0.verdict) }
  }

  /// A row for each; beneath those that ask for something, the same in English and the remedy. What
  /// is the same in both languages is said once.
  ///
  /// - Parameter width: of the terminal; nil breaks no line.
  func text(width: Int? = nil, isColoured: Bool = false) -> String {
    let checks = ordered
    let names = checks.map { check in
      check.name
        + (check.subject.map { " " + Printable.text($0, scalarsMax: Table.cellScalarsMax) } ?? "")
    }
    let nameWidth = names.map(\.count).max() ?? 0
    let rows = zip(checks, names).map { check, name in
      let sign = isColoured ? check.verdict.colouredSign : check.verdict.sign
      let head = "\(sign) \(name.padded(to: nameWidth))  "
      let indent = String(repeating: " ", count: nameWidth + 4)
      let lines =
        check.verdict == .ok
        ? ["\(check.text.ro) / \(check.text.en)"]
        : check.text.lines + (check.remedy?.lines.map { "→ " + $0 } ?? [])
          + check.commands.map { "→ Command: " + $0 }
      let texts = lines.map { Printable.text($0) }.flatMap { line in
        width.map {
          WrappedText.lines(of: line, width: max(Self.textWidthMin, $0 - nameWidth - 4))
        } ?? [line]
      }
      return head + texts.joined(separator: "\n" + indent) + "\n"
    }
    return rows.joined() + "\n" + summary + "\n"
  }

  private var summary: String {
    func count(_ verdict: Check.Verdict) -> Int { checks.count { $0.verdict == verdict } }
    let (good, warned, failed, skipped) = (
      count(.ok), count(.warning), count(.failed), count(.skipped)
    )
    return "✓ \(good)   ! \(warned)   ✗ \(failed)   – \(skipped)"
  }

  enum CodingKeys: String, CodingKey { case checks, ok }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(checks, forKey: .checks)
    try container.encode(status == nil, forKey: .ok)
  }
}

extension BilingualText {
  fileprivate var lines: [String] { ro == en ? [ro] : [ro, en] }
}

extension Check.Verdict {
  /// Green, yellow, red; what was skipped has no colour.
  fileprivate var colouredSign: String {
    switch self {
    case .ok: "\u{1b}[32m\(sign)\u{1b}[0m"
    case .warning: "\u{1b}[33m\(sign)\u{1b}[0m"
    case .failed: "\u{1b}[31m\(sign)\u{1b}[0m"
    case .skipped: sign
    }
  }
}
