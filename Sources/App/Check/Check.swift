import Domain

/// One thing that was looked at, and what was found.
struct Check: Encodable, Sendable, Equatable {
  enum Verdict: String, Encodable, Sendable {
    case ok, warning, failed, skipped

    var sign: String {
      switch self {
      case .ok: "✓"
      case .warning: "!"
      case .failed: "✗"
      case .skipped: "–"
      }
    }
  }

  /// Whose it is to mend: the settings', or something that is away just now.
  enum Fault: String, Encodable, Sendable { case configuration, unavailable }

  /// A word for a program, such as `series`.
  let name: String
  /// Which one, where there are several: an account, a shop, a series.
  let subject: String?
  let verdict: Verdict
  let text: BilingualText
  let remedy: BilingualText?
  let fault: Fault?
  /// What the administrator types for the remedy, whole but for the words in capitals. The remedy's
  /// Romanian names none of it.
  var commands: [String] = []

  static func ok(_ name: String, _ subject: String? = nil, ro: String, en: String) -> Check {
    Check(
      name: name, subject: subject, verdict: .ok, text: BilingualText(ro: ro, en: en),
      remedy: nil, fault: nil)
  }

  static func warning(
    _ name: String, _ subject: String?, _ text: BilingualText, remedy: BilingualText,
    commands: [String] = []
  ) -> Check {
    Check(
      name: name, subject: subject, verdict: .warning, text: text, remedy: remedy, fault: nil,
      commands: commands)
  }

  static func failed(
    _ name: String, _ subject: String?, _ text: BilingualText, remedy: BilingualText,
    _ fault: Fault, commands: [String] = []
  ) -> Check {
    Check(
      name: name, subject: subject, verdict: .failed, text: text, remedy: remedy, fault: fault,
      commands: commands)
  }

  /// What could not be looked at, and why.
  static func skipped(
    _ name: String, _ subject: String? = nil, because reason: BilingualText
  ) -> Check {
    Check(
      name: name, subject: subject, verdict: .skipped, text: reason, remedy: nil, fault: nil)
  }
}

extension BilingualText {
  static func both(_ ro: String, _ en: String) -> Self { BilingualText(ro: ro, en: en) }
}
