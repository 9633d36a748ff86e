import Domain

/// When a shop's orders are invoiced, and in which series.
struct InvoicingSettings: Sendable, Equatable {
  var trigger: ShopPolicy.Trigger
  /// The statuses that ask for an invoice; may be empty where the trigger is manual.
  var statuses: Set<String>
  var series: String

  static let keys = ["trigger", "statuses", "series"]
  static let laterKeys = ["wait", "rules"]
}

extension InvoicingSettings {
  private enum TriggerName: String, CaseIterable { case automatic, manual }

  init?(_ section: SettingsSection) {
    let trigger = section.required("trigger", as: SettingsWord.of(TriggerName.self))
    let statuses = section.list("statuses", as: SettingsText.nonEmpty)
    let series = section.requiredText("series")
    if trigger == .automatic {
      if section.node("statuses") == nil {
        section.reportMissing("statuses")
      } else if section.count(ofList: "statuses") == 0 {
        section.report(
          SettingsComplaint(
            "is empty, so no order would ever be invoiced",
            remedy: "write the status that asks for an invoice, or trigger: manual"),
          onKey: "statuses")
      }
    }
    guard let trigger, let series else { return nil }
    self.init(
      trigger: trigger == .automatic ? .automatic : .manual, statuses: Set(statuses),
      series: series)
  }
}
