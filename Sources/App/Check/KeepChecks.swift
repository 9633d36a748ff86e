import Domain

/// Whether the settings say how long things are kept.
enum KeepChecks {
  static func check(_ settings: KeepSettings) -> Check {
    guard let bodies = settings.bodiesText, let history = settings.historyText else {
      let missing =
        switch (settings.bodiesText, settings.historyText) {
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
    return .ok(
      "keep", ro: "corpurile \(bodies), istoricul \(history), facturile și dovezile mereu",
      en: "bodies \(bodies), history \(history), invoices and proofs for ever")
  }
}
