import Domain

/// How a shop's `stock` section is read.
enum StockSettings {
  static let keys = [
    "warehouses", "identify_by", "at", "every", "hidden_category", "decimals", "vanished",
    "zero_share_max", "reserve_orders",
  ]

  /// A read of the whole catalogue more often would leave no time between two.
  private static let everyBounds: ClosedRange<Duration> = .seconds(60) ... .seconds(86_400)
  /// A call each, and each at SmartBill's own pace.
  private static let warehousesMax = 20
  private static let percentBounds = 0...100

  /// - Parameter identity: what tells the shop's products apart unless the section says otherwise.
  static func policy(_ section: SettingsSection, identifiedBy identity: ProductIdentity)
    -> StockPolicy?
  {
    let warehouses = section.list("warehouses", as: SettingsText.nonEmpty)
    switch section.count(ofList: "warehouses") {
    case nil where section.node("warehouses") == nil: section.reportMissing("warehouses")
    case 0?:
      section.report(
        SettingsComplaint(
          .both("e gol, deci n-ar fi niciun stoc", "is empty, so there would be no stock"),
          remedy: .both(
            "scrieți numele gestiunii exact ca în SmartBill",
            "write the warehouse's name as SmartBill has it, to the letter")),
        onKey: "warehouses")
    case let count? where count > warehousesMax || Set(warehouses).count < warehouses.count:
      section.report(
        SettingsComplaint(
          .both(
            "are una de două ori, sau mai mult de \(warehousesMax)",
            "names one twice, or more than \(warehousesMax)"),
          remedy: .both("scrieți fiecare o dată", "write each once")),
        onKey: "warehouses")
    default: break
    }
    let identity = section.word("identify_by", default: identity)
    let policy = StockPolicy(
      warehouses: warehouses, identity: identity,
      decimals: section.word("decimals", default: StockPolicy.Decimals.floor),
      vanished: section.word("vanished", default: StockPolicy.Vanished.zero),
      zeroShareMax: section.integer(
        "zero_share_max", default: StockPolicy.zeroShareMaxDefault, in: percentBounds),
      hiddenCategory: section.optional("hidden_category", as: SettingsText.nonEmpty),
      reservesOrders: section.flag("reserve_orders", default: false),
      schedule: schedule(section))
    return warehouses.isEmpty ? nil : policy
  }

  private static func schedule(_ section: SettingsSection) -> StockSchedule {
    let times = section.list("at") { (text: String) throws(SettingsComplaint) in
      guard let time = TimeOfDay(text) else {
        throw SettingsComplaint(
          .both("nu e o oră", "isn't a time of day"),
          remedy: .both(
            "scrieți, de exemplu, \"06:00\", în ghilimele",
            "write one like \"06:00\", in quotes"))
      }
      return time
    }
    guard section.node("every") != nil else {
      return times.isEmpty ? .onRequest : .at(Set(times))
    }
    if section.node("at") != nil {
      section.report(
        SettingsComplaint(
          .both("stă alături de \"at\"", "stands beside \"at\""),
          remedy: .both("păstrați una dintre cele două", "keep one of the two")), onKey: "every")
    }
    return .every(section.duration("every", default: everyBounds.upperBound, in: everyBounds))
  }
}
