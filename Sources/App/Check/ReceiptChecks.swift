import Domain

/// Whether the series exist that receipts take their numbers in.
enum ReceiptChecks {
  static func series(_ name: String, among offered: [OfferedSeries]) -> Check {
    let receipts = offered.filter { $0.kind == .receipt }.map(\.name).sorted()
    guard !receipts.contains(name) else {
      return .ok(
        "receipts", name, ro: "există și e pentru chitanțe", en: "exists, and is for receipts")
    }
    let isOther = offered.contains { $0.name == name }
    let list = receipts.isEmpty ? nil : receipts.joined(separator: ", ")
    return .failed(
      "receipts", name,
      isOther
        ? .both("seria nu e pentru chitanțe", "the series is not for receipts")
        : .both(
          "contul nu are seria de chitanțe; are: \(list ?? "niciuna")",
          "the account has no such series of receipts; it has: \(list ?? "none")"),
      remedy: .both(
        "Corectați-o la «invoicing: payments:», sau faceți-o în SmartBill: Configurare › Serii, "
          + "pentru chitanțe.",
        "Correct it under “invoicing: payments:”, or make it in SmartBill: Configurare › Serii, for "
          + "receipts."), .configuration)
  }
}
