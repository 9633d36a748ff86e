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
            "needs the series of its receipts",
            remedy: "write { type: \(type.rawValue), series: CH }, with the series in SmartBill"),
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
          "is for receipts alone",
          remedy: "remove it, or write type: \(PaymentType.receipt.rawValue)"),
        onKey: "series")
    }
    return PaymentTerms(type: type, series: series, isInside: isInside)
  }

  private static func type(_ text: String) throws(SettingsComplaint) -> PaymentType {
    guard text != fiscalReceipt else {
      throw SettingsComplaint(
        "is a fiscal receipt, which Punte doesn't issue: it needs the printer",
        remedy: "issue it in SmartBill, or write another type")
    }
    return try SettingsWord.of(PaymentType.self)(text)
  }
}
