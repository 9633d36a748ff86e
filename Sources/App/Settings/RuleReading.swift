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
          .both(
            "are \(nodes.count) reguli, mai mult de \(Self.rulesMax)",
            "holds \(nodes.count) rules, more than \(Self.rulesMax)"),
          remedy: .both("uniți câteva", "merge some")),
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
            .both(
              "nu poate fi îndeplinită niciodată: regulile dinainte îi iau toate comenzile",
              "can never be met: the rules before it take all its orders"),
            remedy: .both(
              "puneți-o înaintea lor, sau scoateți-o", "put it before them, or remove it")))
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
      use.report(
        SettingsComplaint(
          .both("e gol, deci regula nu schimbă nimic", "is empty, so the rule changes nothing"),
          remedy: .both("scoateți regula", "remove it")))
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
          sequence.isEmpty
            ? .both(
              "e gol, deci nicio comandă nu l-ar îndeplini", "is empty, so no order could meet it")
            : .both("are prea multe cuvinte", "holds too many words"),
          remedy: .both(
            "scrieți 1 până la \(Self.wordsMax), sau scoateți cheia",
            "write 1 to \(Self.wordsMax), or remove the key")), onKey: key)
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
      else {
        throw SettingsComplaint(
          .both("nu e o monedă", "isn't a currency"),
          remedy: .both("scrieți, de exemplu, EUR", "write e.g. EUR"))
      }
      return text
    case .status, .payment, .country: return try SettingsText.nonEmpty(text)
    }
  }
}
