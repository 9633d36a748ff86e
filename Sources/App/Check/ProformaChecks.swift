import Domain

/// Whether the series exist that proformas take their numbers in.
enum ProformaChecks {
  static func series(_ name: String, among offered: [OfferedSeries]) -> Check {
    let proformas = offered.filter { $0.kind == .proforma }.map(\.name).sorted()
    guard !proformas.contains(name) else {
      return .ok(
        "proformas", name, ro: "există și e pentru proforme", en: "exists, and is for proformas")
    }
    let list = proformas.isEmpty ? nil : proformas.joined(separator: ", ")
    return .failed(
      "proformas", name,
      .both(
        "contul nu are seria de proforme; are: \(list ?? "niciuna")",
        "the account has no such series of proformas; it has: \(list ?? "none")"),
      remedy: .both(
        "Corectați «proforma_series», sau faceți seria în SmartBill: Configurare › Serii, pentru "
          + "proforme.",
        "Correct “proforma_series”, or make the series in SmartBill: Configurare › Serii, for "
          + "proformas."),
      .configuration)
  }
}
