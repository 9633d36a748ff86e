/// The faults still to come, in the order they were asked for.
struct FaultPlan: Equatable, Sendable {
  /// More waiting faults than a test would ask for.
  static let countMax = 1_000

  private(set) var faults: [Fault] = []

  /// False when the plan is full.
  mutating func add(_ fault: Fault) -> Bool {
    guard faults.count < Self.countMax else { return false }
    faults.append(fault)
    return true
  }

  /// Counts a call with every fault meant for its endpoint. Of those that are due, the first that
  /// was planted strikes; one that lets so many calls pass waits for its next turn then.
  mutating func take(for endpoint: String, _ body: [UInt8]) -> Fault? {
    let meant = faults.indices.filter { faults[$0].means(endpoint, body) }
    for index in meant { faults[index].callsSeen += 1 }
    guard let index = meant.first(where: { faults[$0].isDue }) else { return nil }
    let fault = faults[index]
    faults[index].times -= 1
    if faults[index].times == 0 { faults.remove(at: index) }
    return fault
  }

  mutating func clear() {
    faults.removeAll()
  }
}
