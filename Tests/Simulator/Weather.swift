/// How likely each fault is in a run; drawn once, so that some runs are calm and some are wild.
struct Weather: Sendable {
  /// Of a create call, of another call to SmartBill, of a callback, of a write.
  var createFault = 0.0
  var readFault = 0.0
  var shopFault = 0.0
  var storeFault = 0.0
  /// Before how many gates, counted from the start, the process dies.
  var crashes: [Int] = []
  /// Where the crash waits for a gate whose label holds this.
  var crashLabel: String?
  /// When everything stands still for longer than a lease.
  var stalls: [Duration] = []
  /// When somebody sets the clock of Punte's machine, and by how much.
  var clockShifts: [(at: Duration, by: Duration)] = []
  /// From when SmartBill answers nobody, and for how long.
  var outages: [(start: Duration, length: Duration)] = []
  /// Which assumption about SmartBill doesn't hold: then what can't be prevented must be reported.
  var broken: Assumption?
  /// How far the fiscal time zone is ahead, so that its night falls anywhere in the story.
  var zone = Duration.zero
  /// A shop that says 410 to everything.
  var isShopGone = false

  /// The story happens in the last hours of a month's first day, and shops issue on the second.
  var isMonthEnd = false
  /// Whether what is old is removed while the story goes on.
  var hasHousekeeping = false

  /// From the scheduler's start to a month's first day.
  static let daysToMonthEnd = Duration.seconds(8 * 24 * 3600)
  /// From the hour of the scheduler's start to a day's last hours, its end included.
  static let lastHours = Duration.seconds(13 * 3600)...Duration.seconds(14 * 3600)

  static let clockShiftsBy: [Duration] = [
    .seconds(-3 * 3600), .seconds(-600), .seconds(-90), .seconds(-3), .seconds(90),
    .seconds(600), .seconds(3 * 3600), .seconds(30 * 3600),
  ]

  /// From a chance of its own, so that all else in a seed stays as it is. The days of a month's end
  /// go by the clock, so that isn't set about them.
  mutating func drawClockShifts(_ seed: UInt64) {
    var random = SeededRandom(seed: seed ^ 0x434C_4F43_4B)
    guard !isMonthEnd, random.chance(0.4) else { return }
    for _ in 0..<random.number(1...4) {
      clockShifts.append(
        (random.duration(.zero, Story.length), random.element(of: Self.clockShiftsBy)))
    }
  }

  /// As often as a clock is ever set, and unlike the days of a month's end.
  mutating func shiftClock() {
    guard clockShifts.isEmpty, !isMonthEnd else { return }
    clockShifts = Self.clockShiftsBy.enumerated().map { index, shift in
      (.seconds(20 + 45 * index), shift)
    }
  }

  /// The process dies again and again, whenever it comes to such a gate.
  mutating func crash(at label: String) {
    (crashes, crashLabel) = ([1, 40, 80, 160, 320], label)
  }

  /// `webhooks.md` §4.5.
  enum Assumption: Sendable {
    /// A3: nothing is executed long after its connection has ended.
    case lateExecution
    /// A4: nobody else issues or deletes in the series.
    case person
  }

  static let hotSpots = [
    "accept", "claim", "settle", "reserve", "create", "record", "recover", "deliver", "series",
    "document", "references",
  ]

  init(_ random: inout SeededRandom) {
    let strength = random.element(of: [0, 0.3, 1, 1])
    createFault = strength * random.element(of: [0, 0.15, 0.4, 0.7])
    readFault = strength * random.element(of: [0, 0.1, 0.3])
    shopFault = strength * random.element(of: [0, 0.2, 0.5])
    storeFault = random.element(of: [0, 0, 0.003, 0.02])
    for _ in 0..<random.element(of: [0, 1, 1, 2, 3, 5]) {
      crashes.append(random.number(1...random.element(of: [40, 200, 500])))
    }
    crashes.sort()
    if random.chance(0.6) { crashLabel = random.element(of: Self.hotSpots) }
    for _ in 0..<random.element(of: [0, 0, 0, 1, 2]) {
      stalls.append(random.duration(.seconds(5), .seconds(400)))
    }
    for _ in 0..<random.element(of: [0, 0, 0, 1]) {
      outages.append(
        (random.duration(.zero, .seconds(300)), random.duration(.seconds(10), .seconds(400))))
    }
    isShopGone = random.chance(0.03)
    isMonthEnd = random.chance(0.1)
    zone =
      Self.daysToMonthEnd
      + (isMonthEnd
        ? random.duration(Self.lastHours.lowerBound, Self.lastHours.upperBound)
        : random.duration(.zero, .seconds(24 * 3600)))
    broken = random.element(of: [nil, nil, nil, .lateExecution, .person])
    if broken == .lateExecution { createFault = max(createFault, 0.3) }
    hasHousekeeping = random.chance(0.5)
  }
}
