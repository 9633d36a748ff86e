import Domain
import SmartBill
import Yams

/// Reads a shop's rules, and says of one that no order could meet.
struct RuleReading {
  let account: SmartBillAccount?
  /// The shop's own way, which a rule falls back to.
  let own: InvoiceModel

  /// A shop has a few models of invoices; more is a list of something else.
  static let rulesMax = 50
  /// Words of one aspect.
  static let wordsMax = 50

  func rules(of section: SettingsSection) -> [InvoicingRule] {
    let nodes = section.nodes(ofList: "rules")
    guard nodes.count <= Self.rulesMax else {
      section.report(
        SettingsComplaint(
          "holds \(nodes.count) rules, more than \(Self.rulesMax)", remedy: "merge some"),
        onKey: "rules")
      return []
    }
    var rules: [InvoicingRule] = []
    for (index, node) in nodes.enumerated() {
      guard
        let entry = SettingsSection(
          node, at: "\(section.path(to: "rules"))[\(index)]", keys: ["when", "use"],
          in: section.source),
        let rule = rule(entry)
      else { continue }
      if rule.when.isCovered(by: rules.map(\.when)) {
        entry.report(
          SettingsComplaint(
            "can never be met: the rules before it take all its orders",
            remedy: "put it before them, or remove it"))
      }
      rules.append(rule)
    }
    return rules
  }

  private func rule(_ entry: SettingsSection) -> InvoicingRule? {
    let when = entry.requiredSection("when", keys: OrderAspect.allCases.map(\.rawValue))
    let use = entry.requiredSection("use", keys: ModelReading.ruleKeys)
    guard let when, let use else { return nil }
    if use.entries.isEmpty {
      use.report(SettingsComplaint("is empty, so the rule changes nothing", remedy: "remove it"))
    }
    let words = OrderAspect.allCases.map { ($0, self.words(of: $0, in: when)) }
    return InvoicingRule(
      when: OrderCondition(Dictionary(uniqueKeysWithValues: words)),
      use: ModelReading(section: use, account: account).model(over: own))
  }

  /// A word, or a list of words.
  private func words(of aspect: OrderAspect, in when: SettingsSection) -> [String] {
    let key = aspect.rawValue
    guard let node = when.node(key) else { return [] }
    let read = { (text: String) throws(SettingsComplaint) in try Self.word(text, of: aspect) }
    guard case .sequence(let sequence) = node else {
      return when.optional(key, as: read).map { [$0] } ?? []
    }
    guard (1...Self.wordsMax).contains(sequence.count) else {
      when.report(
        SettingsComplaint(
          sequence.isEmpty ? "is empty, so no order could meet it" : "holds too many words",
          remedy: "write 1 to \(Self.wordsMax), or remove the key"), onKey: key)
      return []
    }
    return when.list(key, as: read)
  }

  private static func word(
    _ text: String, of aspect: OrderAspect
  ) throws(SettingsComplaint) -> String {
    switch aspect {
    case .customer: return try SettingsWord.of(Party.Kind.self)(text).rawValue
    case .currency:
      guard text.utf8.count == 3,
        text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
      else { throw SettingsComplaint("is no currency", remedy: "write one like EUR") }
      return text
    case .status, .payment, .country: return try SettingsText.nonEmpty(text)
    }
  }
}
