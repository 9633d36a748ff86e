import Domain
import Yams

/// How a shop's payment methods are booked in SmartBill, by the shop's word for each:
/// `card: Card online`, or with keys of its own `numerar: { type: Chitanta, series: CH }`.
enum PaymentSettings {
  private static let keys = ["type", "series", "inside"]
  /// SmartBill's fiscal receipt: made by a printer, which Punte can't see.
  private static let fiscalReceipt = "Bon"

  static func terms(in section: SettingsSection?) -> [String: PaymentTerms] {
    guard let section else { return [:] }
    return section.entries.reduce(into: [:]) { methods, entry in
      // The shop's own word, compared to the letter.
      do throws(SettingsComplaint) {
        _ = try SettingsText.nonEmpty(entry.name)
      } catch {
        section.report(error, onKey: entry.name)
        return
      }
      methods[entry.name] = terms(of: entry.name, entry.value, in: section)
    }
  }

  private static func terms(
    of method: String, _ node: Node, in section: SettingsSection
  ) -> PaymentTerms? {
    guard case .mapping = node else {
      guard let type = section.required(method, as: type) else { return nil }
      guard type != .receipt else {
        section.report(
          SettingsComplaint(
            .both("are nevoie de seria chitanțelor", "needs the series of its receipts"),
            remedy: .both(
              "scrieți { type: \(type.rawValue), series: CH }, cu seria din SmartBill",
              "write { type: \(type.rawValue), series: CH }, with the series in SmartBill")),
          onKey: method)
        return nil
      }
      return PaymentTerms(type: type)
    }
    guard let section = section.section(method, keys: keys) else { return nil }
    let type = section.required("type", as: type)
    let series = section.optional("series", as: SettingsText.nonEmpty)
    let isInside = section.flag("inside", default: false)
    guard let type else { return nil }
    if type == .receipt, section.node("series") == nil { section.reportMissing("series") }
    if type != .receipt, section.node("series") != nil {
      section.report(
        SettingsComplaint(
          .both("e numai pentru chitanțe", "is for receipts only"),
          remedy: .both(
            "scoateți-o, sau scrieți type: \(PaymentType.receipt.rawValue)",
            "remove it, or write type: \(PaymentType.receipt.rawValue)")),
        onKey: "series")
    }
    return PaymentTerms(type: type, series: series, isInside: isInside)
  }

  private static func type(_ text: String) throws(SettingsComplaint) -> PaymentType {
    guard text != fiscalReceipt else {
      throw SettingsComplaint(
        .both(
          "e bon fiscal, pe care Punte nu îl emite: cere imprimantă fiscală",
          "is a fiscal receipt, which Punte doesn't issue: it needs the printer"),
        remedy: .both(
          "emiteți-l din SmartBill, sau scrieți alt tip",
          "issue it in SmartBill, or write another type"))
    }
    return try SettingsWord.of(PaymentType.self)(text)
  }
}
