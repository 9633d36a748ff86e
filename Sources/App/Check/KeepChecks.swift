import Domain

/// Whether the settings say how long things are kept.
enum KeepChecks {
  static func check(_ policy: KeepPolicy) -> Check {
    guard let bodies = policy.bodies, let history = policy.history else {
      let missing =
        switch (policy.bodies, policy.history) {
        case (nil, nil): "keep"
        case (nil, _): "keep: bodies"
        default: "keep: history"
        }
      return .warning(
        "keep", nil,
        .both(
          "fără «\(missing)» în setări, baza de date crește mereu și păstrează datele clienților "
            + "pentru totdeauna",
          "without “\(missing)” in the settings the database grows for ever, and keeps customers' "
            + "data as long"),
        remedy: .both(
          "Scrieți «keep: \(KeepSettings.standard)»; facturile, numerele și dovezile rămân oricum.",
          "Write “keep: \(KeepSettings.standard)”; invoices, numbers and proofs stay anyway."))
    }
    let (short, long) = (DurationText.text(of: bodies), DurationText.text(of: history))
    return .ok(
      "keep", ro: "corpurile \(short), istoricul \(long), facturile și dovezile mereu",
      en: "bodies \(short), history \(long), invoices and proofs for ever")
  }
}
