import Domain

/// How long what nothing needs any more is kept. Without the section nothing is removed.
struct KeepSettings: Sendable, Equatable {
  var policy: KeepPolicy
  /// As the file writes them, such as `13mo`.
  var bodiesText: String?
  var historyText: String?

  static let keys = ["bodies", "history"]
  /// What `punte init` writes: shops ask about an order for a month, and a year's accounts are
  /// closed a month after it.
  static let standard = "{ bodies: 30d, history: 13mo }"
  /// What is younger may still be asked for: shops send again for days. Ten years are as long as the
  /// law keeps invoices.
  private static let bounds: ClosedRange<Duration> = .seconds(86_400) ... .seconds(3660 * 86_400)
  /// A month counts as its longest, so that nothing goes before its time.
  private static let daysPerMonth: Int64 = 31
  /// Longer numbers are slips.
  private static let digitsMax = 4

  init(policy: KeepPolicy = KeepPolicy()) { self.policy = policy }

  init(_ section: SettingsSection?) {
    guard let section else {
      self.init()
      return
    }
    let bodies = section.optional("bodies", as: Self.span)
    let history = section.optional("history", as: Self.span)
    if let history, bodies.map({ history.length < $0.length }) ?? (section.node("bodies") == nil) {
      section.report(
        SettingsComplaint(
          .both(
            "e mai scurt decât bodies, care se șterg primele",
            "is shorter than bodies, which go first"),
          remedy: .both(
            "scrieți și bodies, și un history cel puțin la fel de lung",
            "write bodies too, and a history at least as long")), onKey: "history")
    }
    self.init(policy: KeepPolicy(bodies: bodies?.length, history: history?.length))
    bodiesText = bodies?.text
    historyText = history?.text
  }

  private struct Span {
    let length: Duration
    let text: String
  }

  private static func span(_ text: String) throws(SettingsComplaint) -> Span {
    guard let duration = months(text) ?? DurationText.duration(of: text) else {
      throw SettingsComplaint(
        .notDuration,
        remedy: .both("scrieți, de exemplu, 30d sau 13mo", "write e.g. 30d or 13mo"))
    }
    guard bounds.contains(duration) else {
      throw SettingsComplaint.outOfBounds("1d", "3660d")
    }
    return Span(length: duration, text: text)
  }

  private static func months(_ text: String) -> Duration? {
    guard text.hasSuffix("mo") else { return nil }
    let digits = text.dropLast(2)
    guard !digits.isEmpty, digits.utf8.count <= digitsMax,
      digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int64(digits)
    else { return nil }
    return .seconds(count * daysPerMonth * 86_400)
  }
}
