import Domain

/// When a shop's orders are invoiced, and in which series.
struct InvoicingSettings: Sendable, Equatable {
  var trigger: ShopPolicy.Trigger
  /// The statuses that ask for an invoice; may be empty where the trigger is manual.
  var statuses: Set<String>
  var series: String
  /// The shop is told of an invoice that is not issued so long after it was asked for.
  var delayedAfter: Duration

  static let keys = ["trigger", "statuses", "series", "delayed_after"]
  static let laterKeys = ["wait", "rules"]
}

extension InvoicingSettings {
  private static let delayBounds: ClosedRange<Duration> = .seconds(1) ... .seconds(86_400)

  private enum TriggerName: String, CaseIterable { case automatic, manual }

  init?(_ section: SettingsSection) {
    let trigger = section.required("trigger", as: SettingsWord.of(TriggerName.self))
    let statuses = section.list("statuses", as: SettingsText.nonEmpty)
    let series = section.requiredText("series")
    let delayedAfter = section.duration(
      "delayed_after", default: ShopPolicy.delayedAfterDefault, in: Self.delayBounds)
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
      series: series, delayedAfter: delayedAfter)
  }
}
