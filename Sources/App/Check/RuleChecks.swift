import Domain

/// Which rule of a shop each sample order meets, and which rule none does.
enum RuleChecks {
  /// An order of the samples, or of those that the operator names.
  struct SampleOrder: Sendable {
    let name: String
    let order: Order
  }

  /// Names beside a rule; more make the row unreadable.
  private static let namesMax = 6

  static func all(of policy: ShopPolicy, _ orders: [SampleOrder]) -> [Check] {
    guard !policy.rules.isEmpty else { return [] }
    var met: [Int?: [String]] = [:]
    for sample in orders {
      met[policy.choice(for: sample.order).rule, default: []].append(sample.name)
    }
    let shop = policy.shop.rawValue
    guard !orders.isEmpty else {
      return [
        .skipped(
          "rules", shop,
          because: .both(
            "nu sunt comenzi de probă: dați-le cu --orders",
            "there are no sample orders: give some with --orders"))
      ]
    }
    let rules = policy.rules.enumerated().map { index, rule in
      check("\(shop) \(index + 1)", rule, met[index] ?? [])
    }
    let others = met[nil] ?? []
    return rules + [
      .ok(
        "rules", "\(shop) –",
        ro: "fără regulă, seria \(policy.series.name): \(list(others))",
        en: "by no rule, series \(policy.series.name): \(list(others))")
    ]
  }

  private static func check(_ subject: String, _ rule: InvoicingRule, _ names: [String]) -> Check {
    guard !names.isEmpty else {
      return .warning(
        "rules", subject,
        .both(
          "nicio comandă de probă nu îndeplinește regula: \(rule.when)",
          "no sample order meets the rule: \(rule.when)"),
        remedy: .both(
          "Comparați cuvintele regulii cu ce trimite magazinul, sau dați o comandă potrivită cu "
            + "--orders.",
          "Compare the rule's words with what the shop sends, or give an order that fits with "
            + "--orders."), commands: ["punte events list", "punte events show ID"])
    }
    return .ok(
      "rules", subject, ro: "\(rule.when) → \(series(of: rule.use).ro): \(list(names))",
      en: "\(rule.when) → \(series(of: rule.use).en): \(list(names))")
  }

  private static func series(of model: InvoiceModel) -> BilingualText {
    switch model.kind {
    case .invoice: .both("seria \(model.series)", "series \(model.series)")
    case .proforma:
      .both(
        "proformă, seria \(model.proformaSeries ?? "–")",
        "a proforma, series \(model.proformaSeries ?? "–")")
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(namesMax).joined(separator: ", ")
    let more = names.count - namesMax
    return names.isEmpty ? "–" : shown + (more > 0 ? ", + \(more)" : "")
  }
}
