import Domain
import Engine
import Logging
import StoreSQLite

/// Punte in one run of the process: the real engine over the gated parts.
final class Process: @unchecked Sendable {
  let life: Life
  let world: World
  /// As the engine, the listener and the admin socket see it.
  let store: WatchedStore
  private let settings: EngineSettings
  private let plant: PlantedFault?
  private var engine: Engine?
  private var task: Task<Void, Never>?
  private var timerTask: Task<Void, Never>?
  private(set) var hasEnded = false

  init(number: Int, world: World, settings: EngineSettings, plant: PlantedFault?) {
    life = Life(number: number)
    self.world = world
    self.settings = settings
    self.plant = plant
    let gated: any Store = GatedStore(world, life)
    store = WatchedStore(
      plant?.wrap(gated, world, life) ?? gated, world: world, lease: settings.lease,
      sendMargin: settings.sendMargin)
  }

  func start() {
    world.note("started, run \(life.number)")
    task = world.executor.start { [self] in
      await run()
      hasEnded = true
    }
  }

  private func run() async {
    let recovery: Recovery
    do { recovery = try await store.recover(at: world.shown) } catch {
      // As a start that fails: it is tried again.
      if life.isAlive { world.note("the start failed: \(error)") }
      guard await world.pass("start again", after: .seconds(5), in: life) else { return }
      return await run()
    }
    let invoicing = SmartBillModel(
      world: world, life: life, blockedUntil: recovery.blockedAccounts[Story.account],
      mayStillSend: { [store] in store.mayStillSend($0) },
      mayStillPay: { [store] in store.mayStillPay($0) },
      mayStillCall: { [store] in store.mayStillCall($0) })
    let shop = ShopModel(world: world, life: life)
    let clock = SimulatedClock(
      world: world, life: life, isBelieved: plant == .clockBelieved)
    let chance = ChanceSource(world: world)
    let engine = Engine(
      store: store, invoicing: plant?.wrap(invoicing, world, life) ?? invoicing,
      shops: Dictionary(
        uniqueKeysWithValues: settings.policies.keys.map {
          ($0, plant?.wrap(shop, world, life) ?? shop)
        }),
      settings: settings, time: clock, logger: Self.logger,
      chance: { chance.next() })
    self.engine = engine
    let timer = Timer(
      inbox: store, shops: settings.policies.keys.sorted(), hasHistory: recovery.hasHistory,
      time: clock, logger: Self.logger, onAccepted: { engine.wake() })
    timerTask = world.executor.start { try? await timer.run() }
    try? await engine.run()
    // ServiceLifecycle ends it on a thread of its own; nothing that matters comes after.
    timerTask?.cancel()
  }

  private static let logger = Logger(label: "punte") { _ in SwiftLogNoOpLogHandler() }

  func wake() { engine?.wake() }

  /// It is killed: what waited at a gate goes no further. Whoever drains sees it gone.
  func kill() {
    life.end()
    task?.cancel()
    timerTask?.cancel()
    for entry in world.scheduler.abandon(life) { entry.fire(false) }
  }
}

/// The engine's chance, from the seed.
private struct ChanceSource: Sendable {
  let world: World
  func next() -> Double { world.random.share() }
}
