import Domain
import Engine
import HTTPTypes
import Listener
import Shops
import Signatures
import SmartBill
import Transport

/// Gathers what `punte check` looks at, and has it judged.
struct Inspector {
  let settings: Settings
  /// The settings file's path.
  let file: String
  /// Where shops send to, if the operator says so.
  let to: String?
  let isOffline: Bool
  /// The one that is looked at, with its account; nil looks at all.
  var shop: ShopID?
  /// What the rules are tried on.
  var orders: [RuleChecks.SampleOrder] = []

  private static let offline = BilingualText(
    ro: "s-a cerut --offline", en: "--offline was asked for")

  func checks() async -> [Check] {
    let clock = WallClock()
    let now = Timestamp.ofWallClock
    var database = await DatabaseFacts.gathered(
      at: settings.database, of: settings, at: now, today: clock?.day(of: now))
    database.settingsWrittenAt = FileReading.writtenAt(file)
    let transport = HTTPTransport()
    defer { transport.shutdown() }
    let service = database.owner.map {
      RunningService(socketPath: settings.database.socketPath, process: $0.process)
    }
    database.unready = await service?.reasonsAgainst(through: transport).map(\.text) ?? []
    var checks =
      [MachineChecks.timeZone(isKnown: clock != nil)] + DatabaseChecks.all(of: database)
      + [KeepChecks.check(settings.keep)]
    // Every probe takes the clock, which has the zone.
    guard let clock else { return checks }
    let running = await service?.listener(through: transport)
    let accounts = AccountProbe(
      settings: settings, database: database, service: running == nil ? nil : service,
      transport: transport, time: clock)
    let named = shop.flatMap { settings.shops[$0] }
    for account in settings.accounts.values.sorted(by: { $0.id < $1.id })
    where named.map({ $0.account == account.id }) ?? true {
      checks += AccountChecks.all(
        of: await accounts.facts(of: account, skipped: isOffline ? Self.offline : nil))
    }
    let shops = ShopProbe(
      settings: settings, running: running, to: to, transport: transport, time: clock)
    for policy in settings.policies.values.sorted(by: { $0.shop < $1.shop })
    where shop.map({ $0 == policy.shop }) ?? true {
      checks += RuleChecks.all(of: policy, orders) + ProductChecks.all(of: policy)
    }
    for (id, shop) in settings.shops.sorted(by: { $0.key < $1.key })
    where self.shop.map({ $0 == id }) ?? true {
      checks += ShopChecks.all(
        of: await shops.facts(of: id, shop, skipped: isOffline ? Self.offline : nil))
    }
    return checks
  }
}
