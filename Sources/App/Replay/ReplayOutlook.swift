import Domain
import Handlers
import StoreSQLite

/// The orders for which a replay would have something done, by the settings and the ledger of now.
struct ReplayOutlook: Equatable {
  /// One an order and wish, the first events' first; at most `keptMax`.
  private(set) var asks: [ReplayAsk] = []
  private(set) var total = 0
  private var met: Set<String> = []

  /// Kept for `--json`; as many as a listing.
  static let keptMax = ListingOptions.limitMax
  /// A person reads so many, and is told how many more there are.
  static let shownMax = 20
  /// Read at a time: at the listener's own limit on bodies, a quarter of a gigabyte.
  private static let pageEventsMax = 256
  /// A bar is shown for more, which take seconds.
  private static let progressEventsMin = 10_000

  init(_ asks: [ReplayAsk] = []) {
    for ask in asks { add(ask) }
  }

  mutating func add(_ ask: ReplayAsk) {
    guard met.insert("\(ask.asks.rawValue)/\(ask.shop)/\(ask.order)").inserted else { return }
    total += 1
    if asks.count < Self.keptMax { asks.append(ask) }
  }

  /// Reads each selected event as its replay would.
  static func look(
    at plan: ReplayPlan, under policies: [ShopID: ShopPolicy], in database: DatabaseAccess
  ) async throws(CommandError) -> ReplayOutlook {
    let reader = try database.reader()
    defer { reader.close() }
    var outlook = ReplayOutlook()
    var progress = plan.events >= progressEventsMin ? Progress() : nil
    var (cursor, done): (Int64, Int) = (0, 0)
    while true {
      let after = cursor
      let page = try await DatabaseAccess.answer { () async throws(StoreError) in
        try await reader.events(
          plan.selection, after: after, through: plan.lastSequence, limit: pageEventsMax)
      }
      guard let last = page.last else { break }
      let commands = page.flatMap { wishes(of: $0.event, under: policies) }
      let asks = try await DatabaseAccess.answer { () async throws(StoreError) in
        try await reader.asks(of: commands)
      }
      for ask in asks { outlook.add(ask) }
      cursor = last.event.sequence
      done += page.count
      progress?.show(done, of: plan.events)
    }
    progress?.end(done, of: plan.events)
    return outlook
  }

  private static func wishes(of event: Event, under policies: [ShopID: ShopPolicy]) -> [Command] {
    guard let policy = policies[event.shop],
      case .success(let decision) = HandlerTable.handle(event, run: replayRun, under: policy).result
    else { return [] }
    return decision.commands
  }

  /// Any but the first.
  private static let replayRun = 1

  /// A table for a person; empty where there is nothing.
  var text: String {
    guard total > 0 else { return "" }
    var table = Table("SHOP", "ORDER", "ASKS", "THERE IS", "EVENT")
    for ask in asks.prefix(Self.shownMax) {
      table.add(
        ask.shop.rawValue, ask.order.rawValue, ask.asks.rawValue, ask.state ?? "-",
        ask.event.rawValue)
    }
    let more = total - min(total, Self.shownMax)
    return table.text(aligned: true) + (more > 0 ? "and \(more) more\n" : "")
  }
}
