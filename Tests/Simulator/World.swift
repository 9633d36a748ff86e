import Domain
import StoreSQLite

/// All that there is in one run of a seed. One thread touches it, one thing at a time.
final class World: @unchecked Sendable {
  let executor = SteppedExecutor()
  let scheduler = Scheduler()
  let trace: Trace
  private(set) var store: SQLiteStore
  /// When the database was lost: what SmartBill holds from before, the ledger doesn't know.
  private(set) var lostAt: Timestamp?
  let books = Books()
  let weather: Weather
  /// What the orders ask for, and what was promised about them.
  let promises: Promises
  var random: SeededRandom
  var tally = Tally()
  var poison: Poison?
  /// What was sent last.
  var lastRequest: CreateRequest?
  /// What went wrong first.
  private(set) var violation: Violation?
  /// Faults come only while it is stormy.
  private(set) var isStormy = true

  init(seed: UInt64, weather: Weather, promises: Promises, keepsTrace: Bool) throws {
    random = SeededRandom(seed: seed ^ 0x5741_4C4B)
    trace = Trace(keepsAll: keepsTrace)
    store = try SQLiteStore.inMemory(at: Scheduler.start)
    self.weather = weather
    self.promises = promises
  }

  /// As nobody can set it: by this the world goes.
  var now: Timestamp { scheduler.now }

  /// What the clock of Punte's machine shows, which is set now and then.
  var shown: Timestamp { now + clockShift }

  private(set) var clockShift = Duration.zero

  /// Whoever sleeps notices within a minute.
  func setClock(by shift: Duration) {
    tally.clockShifts += 1
    note("the clock is set by \(shift)")
    clockShift += shift
    scheduler.hasten("alarm", to: now + .seconds(60))
  }

  func note(_ text: String) { trace.add(text, at: now) }

  /// The database is gone, with all that was promised about what is in it; a new one is made.
  func loseDatabase() throws {
    let lost = store
    executor.finish { [executor] in await executor.outside { await lost.close() } }
    store = try SQLiteStore.inMemory(at: now)
    lostAt = now
    note("the database is lost")
  }

  func violate(_ invariant: Violation.Invariant, _ text: String) {
    // The others are about what the lost database knew.
    guard lostAt == nil || [.single, .reserved].contains(invariant) else { return }
    note("VIOLATED \(invariant.rawValue): \(text)")
    if violation == nil { violation = Violation(invariant: invariant, text: text) }
  }

  func calmDown() { isStormy = false }

  /// Whether a fault comes now; never where it is calm.
  func strikes(_ probability: Double) -> Bool { isStormy && random.chance(probability) }

  /// Waits for its turn, so long from now. False: the process has died meanwhile.
  func pass(_ label: String, after delay: Duration = .zero, in life: Life) async -> Bool {
    guard life.isAlive else { return false }
    tally.gates += 1
    return await withCheckedContinuation { continuation in
      scheduler.add(label, at: now + delay, in: life) { continuation.resume(returning: $0) }
    }
  }

  /// Something that the world does, whatever becomes of the process.
  func plan(_ label: String, at moment: Timestamp, _ act: @escaping () -> Void) {
    scheduler.add(label, at: moment, in: nil) { _ in act() }
  }

  /// Asks the store past every gate and fault, to check what it holds.
  func look<Value: Sendable>(_ question: @escaping @Sendable (SQLiteStore) async throws -> Value)
    async -> Value
  {
    do {
      return try await executor.outside { [store] in try await question(store) }
    } catch {
      fatalError("the store can't be asked: \(error)")
    }
  }
}

/// A broken promise.
struct Violation: Sendable {
  /// To (g): `webhooks.md` §3.1, point 3.
  enum Invariant: String, Sendable {
    case kept = "(a) what was acknowledged is kept, once"
    case single = "(b) an order's document exists at most once, or an alarm names it"
    case reserved = "(c) no create call without a durable reservation"
    case issuedFirst = "(d) no callback before the fact"
    case ordered = "(e) one id a fact, sequences that rise, one holder of a claim"
    case watched = "(f) what isn't done has a timer or a person's task"
    case done = "(g) in the end all is done, and as it was asked for"
    case mailedOnce = "(h) an e-mail goes once an event or invoice, unless a person asks again"
    case draftedOnce = "(i) an order's draft is made at most once"
    case waited = "(j) an order is invoiced after its wait, and not if cancelled meanwhile"
    case bounded = "(l) what is proven absent again and again is not sent without an end"
    case newest = "(m) the newest event of an order says what is invoiced"
    case ruled = "(k) the first rule that is met says how an order is invoiced"
  }

  let invariant: Invariant
  let text: String
}

/// What was executed.
struct Tally: Sendable {
  var events = 0
  var deliveries = 0
  var crashes = 0
  var stalls = 0
  var clockShifts = 0
  var gates = 0
  var storeCalls = 0
  var smartBillCalls = 0
  var shopCalls = 0
  var faults = 0
  var documents = 0
  var payments = 0
  var drafts = 0
  var mails = 0
  var poisoned = 0
  var acts = 0
  /// By housekeeping: bodies, jobs, and contents of callbacks.
  var removed = 0
  /// Of all that happened, whatever the order of the seeds.
  var fingerprint: UInt64 = 0
  /// Where the process died, by the gate that was to be passed.
  var crashPoints: Set<String> = []

  static func += (left: inout Tally, right: Tally) {
    left.events += right.events
    left.deliveries += right.deliveries
    left.crashes += right.crashes
    left.stalls += right.stalls
    left.clockShifts += right.clockShifts
    left.gates += right.gates
    left.storeCalls += right.storeCalls
    left.smartBillCalls += right.smartBillCalls
    left.shopCalls += right.shopCalls
    left.faults += right.faults
    left.documents += right.documents
    left.payments += right.payments
    left.drafts += right.drafts
    left.mails += right.mails
    left.poisoned += right.poisoned
    left.acts += right.acts
    left.removed += right.removed
    left.fingerprint ^= right.fingerprint
    left.crashPoints.formUnion(right.crashPoints)
  }
}
