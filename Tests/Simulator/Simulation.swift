import Domain
import Engine
import StoreSQLite

/// One run of a seed: a stormy time in which the story happens, then calm until all is done.
final class Simulation {
  struct Report: Sendable {
    let seed: UInt64
    let violation: Violation?
    let tally: Tally
    let hash: UInt64
    let trace: [String]
  }

  /// Far more than any run takes.
  static let stepsMax = 15_000
  static let calmRoundsMax = 40
  static let brokenRoundsMax = 6
  /// Between two looks of the operators; longer each time, up to a callback's longest delay.
  static func calmRound(_ index: Int) -> Duration {
    .seconds(index < 8 ? 60 : index < 24 ? 900 : 7200)
  }
  /// In calm, nothing that is due waits for so long.
  static let idlenessMax = Duration.seconds(60)

  private let seed: UInt64
  private let world: World
  private let story: Story
  private let settings: EngineSettings
  private let plant: PlantedFault?
  private var process: Process
  private var gatesPassed = 0
  private var crashes: [Int]
  private var runs = 1
  private var isStuck = false

  private var isOver: Bool { isStuck || world.violation != nil }

  init(seed: UInt64, plant: PlantedFault? = nil, keepsTrace: Bool = false) throws {
    self.seed = seed
    self.plant = plant
    var random = SeededRandom(seed: seed)
    var weather = Weather(&random)
    weather.drawClockShifts(seed)
    plant?.sharpen(&weather)
    story = Story(random, isMonthEnd: weather.isMonthEnd, about: plant)
    var settings = EngineSettings(
      policies: Dictionary(
        uniqueKeysWithValues: story.policies.map { ($0.shop, plant?.misread($0) ?? $0) }),
      doubtTimings: [Story.account: plant?.timing ?? SmartBillModel.timing],
      createTimeout: SmartBillModel.createTimeout)
    for pool in Pool.allCases { settings.capacity[pool] = random.element(of: [1, 2, 4, 32]) }
    // While a slow shop fills its pool, the engine looks every 20 ms for what else is due.
    settings.capacity[.shops] = max(2, settings.capacity[.shops] ?? 2)
    self.settings = settings
    world = try World(
      seed: seed, weather: weather, promises: Promises(story), keepsTrace: keepsTrace)
    world.poison = Poison.draw(&random, story, chance: plant == .countOff ? 1 : 0.2)
    crashes = weather.crashes
    process = Process(number: 1, world: world, settings: settings, plant: plant)
  }

  func run() -> Report {
    process.start()
    planStory()
    advance(by: Story.length)
    endStorm()
    comeToRest()
    // The night's audit sees what was missed; where a person acted on it, the next one's too.
    for _ in 0..<(world.weather.broken == nil ? 1 : 2) {
      advance(by: .seconds(24 * 3600))
      comeToRest()
    }
    if world.violation == nil {
      world.executor.finish { [world] in await world.promises.checkEnd(in: world) }
    }
    if losesDatabase { loseDatabase() }
    close()
    world.tally.events = story.events.count
    world.tally.fingerprint = world.trace.hash
    return Report(
      seed: seed, violation: world.violation, tally: world.tally, hash: world.trace.hash,
      trace: world.trace.last)
  }

  /// Until all is done or parked, or, where an assumption is broken, until a person would give up.
  private func comeToRest() {
    let rounds = world.weather.broken == nil ? Self.calmRoundsMax : Self.brokenRoundsMax
    var unrest: String?
    for round in 0..<rounds where !isOver {
      unrest = world.executor.finish { [world] in await world.promises.unrest(in: world) }
      guard unrest != nil else { return }
      operate()
      let wait = world.executor.finish { [world] in await world.promises.longWait(in: world) }
      advance(by: wait ?? Self.calmRound(round))
      checkIdleness()
    }
    if let unrest, world.weather.broken == nil {
      world.violate(.done, "there is no rest: \(unrest)")
    }
  }

  // MARK: Steps

  /// One thing at a time, until the time is over or a promise is broken.
  private func advance(by duration: Duration) {
    let limit = world.now + duration
    world.executor.drain()
    while !isOver,
      let entry = world.scheduler.next(until: limit, &world.random)
    {
      gatesPassed += 1
      guard gatesPassed < Self.stepsMax else {
        entry.fire(false)
        isStuck = true
        // A person who works in Punte's series can bring it to where only waiting is left.
        guard world.weather.broken == nil else { return }
        return world.violate(.done, "after \(gatesPassed) steps it still goes on")
      }
      if isFatal(entry) {
        crash(at: entry)
      } else {
        entry.fire(true)
      }
      world.executor.drain()
    }
  }

  private func isFatal(_ entry: Scheduler.Entry) -> Bool {
    guard world.isStormy, entry.life === process.life, let next = crashes.first,
      gatesPassed >= next
    else { return false }
    guard let label = world.weather.crashLabel, gatesPassed < next + 150 else { return true }
    return entry.label.hasSuffix(label)
  }

  private func crash(at entry: Scheduler.Entry) {
    crashes.removeFirst()
    world.tally.crashes += 1
    world.tally.crashPoints.insert(entry.label)
    world.note("KILLED at \(entry.label)")
    process.life.end()
    entry.fire(false)
    process.kill()
    world.executor.drain()
    precondition(process.hasEnded, "a dead process still runs")
    let downtime = world.random.duration(.zero, .seconds(world.random.chance(0.3) ? 90 : 3))
    world.plan("start", at: world.now + downtime) { [self] in start() }
  }

  private func start() {
    runs += 1
    process = Process(number: runs, world: world, settings: settings, plant: plant)
    process.start()
  }

  // MARK: The lost database

  /// In calm weather, in every third story.
  private var losesDatabase: Bool {
    world.violation == nil && world.weather.broken == nil && seed % 3 == 0
  }

  /// Once all is done the database is lost, and the shops send again what asks for invoices. Persons
  /// look after the new one. No order may have one more invoice.
  private func loseDatabase() {
    (gatesPassed, isStuck) = (0, false)
    process.kill()
    world.executor.drain()
    do { try world.loseDatabase() } catch { fatalError("no new database: \(error)") }
    let before = world.books.documents.count { $0.isInvoice }
    start()
    for (index, event) in story.events.enumerated() where event.bodies[0].kind.asksForInvoice {
      let delivery = Story.Delivery(after: .zero, event: index, body: 0)
      plan(delivery, at: world.now + world.random.duration(.zero, .seconds(60)))
    }
    let orders = Set(world.books.documents.filter(\.isInvoice).compactMap { $0.key?.order })
    for _ in 0..<Self.lostRounds where !isOver {
      advance(by: .seconds(120))
      operate()
    }
    let again = world.books.documents.filter(\.isInvoice).dropFirst(before)
      .compactMap { $0.key }.filter { orders.contains($0.order) }
    if let key = again.first {
      world.violate(.single, "\(key.reference) is issued again after the database was lost")
    }
  }

  /// Two minutes each: enough for each order to be asked about and answered.
  private static let lostRounds = 20

  // MARK: The story

  private func planStory() {
    for delivery in story.deliveries {
      plan(delivery, at: Scheduler.start + delivery.after)
    }
    for stall in world.weather.stalls {
      world.plan("stall", at: Scheduler.start + stall) { [self] in
        world.tally.stalls += 1
        world.note("everything stands still")
        world.scheduler.stall(
          for: settings.lease + world.random.duration(.zero, .seconds(60)))
      }
    }
    for shift in world.weather.clockShifts {
      world.plan("clock", at: Scheduler.start + shift.at) { [self] in
        world.setClock(by: shift.by)
      }
    }
    planLook()
    planHousekeeping()
    if world.weather.broken == .person {
      for _ in 0..<world.random.number(1...3) {
        let moment = Scheduler.start + world.random.duration(.zero, Story.length)
        world.plan("clerk", at: moment) { [self] in Clerk(world: world).act() }
      }
    }
  }

  private func plan(_ delivery: Story.Delivery, at moment: Timestamp) {
    world.plan("delivery", at: moment) { [self] in deliver(delivery) }
  }

  /// The shop sends it until it is acknowledged.
  private func deliver(_ delivery: Story.Delivery) {
    world.tally.deliveries += 1
    let event = story.events[delivery.event]
    let again = { [self] in
      plan(delivery, at: world.now + world.random.duration(.seconds(1), .seconds(60)))
    }
    let receiver = process
    guard receiver.life.isAlive else { return again() }
    let request = Delivery(
      shop: event.shop, event: event.id, receivedAt: world.shown,
      body: event.bodies[delivery.body].bytes)
    let ended = Delivering(again: again)
    world.executor.start { [world] in
      do {
        let acceptance = try await receiver.store.accept(request)
        world.promises.acknowledged(delivery.event, as: acceptance, in: world)
        receiver.wake()
      } catch {
        ended.again()
      }
    }
  }

  private struct Delivering: @unchecked Sendable { let again: () -> Void }

  private func planLook() {
    world.plan("look", at: world.now + world.random.duration(.seconds(20), .seconds(90))) {
      [self] in
      guard world.isStormy else { return }
      operate()
      planLook()
    }
  }

  /// Some worlds have none, as an installation whose settings keep all.
  private func planHousekeeping() {
    guard world.weather.hasHousekeeping else { return }
    let pause = world.random.duration(.seconds(30), .seconds(world.isStormy ? 120 : 3600))
    world.plan("housekeeping", at: world.now + pause) { [self] in
      if process.life.isAlive {
        world.executor.start { [world] in await Rooms(world: world).keep() }
      }
      planHousekeeping()
    }
  }

  private func operate() {
    let running = process
    guard running.life.isAlive else { return }
    world.executor.start { [world] in
      let operators = Operators(world: world)
      for act in await operators.acts() {
        guard running.life.isAlive else { return }
        world.tally.acts += 1
        let result = try? await running.store.perform(act, by: operators.person, at: world.shown)
        if let result, let advised = operators.advice(after: result, to: act) {
          _ = try? await running.store.perform(advised, by: operators.person, at: world.shown)
        }
        running.wake()
      }
    }
  }

  private func endStorm() {
    world.note("calm")
    world.calmDown()
    if !process.life.isAlive, world.violation == nil {
      // It will be started within its downtime.
      advance(by: .seconds(100))
    }
  }

  /// (f): the engine has not gone to sleep over what is due.
  private func checkIdleness() {
    guard world.violation == nil else { return }
    func overdue() -> Timestamp? {
      let due = world.executor.finish { [world] in await world.look { try await $0.nextDue() } }
      return due.flatMap { $0 + Self.idlenessMax < world.shown ? $0 : nil }
    }
    // One whose lane has just become free is due since long, and claimed at once.
    guard overdue() != nil else { return }
    advance(by: Self.idlenessMax)
    if let due = overdue() {
      world.violate(.watched, "a job is due since \(due), and nobody does it")
    }
  }

  private func close() {
    process.kill()
    world.executor.drain()
    world.executor.finish { [world] in
      await world.executor.outside { await world.store.close() }
    }
  }
}
