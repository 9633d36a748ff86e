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

  /// Takes the first fault meant for an endpoint, once.
  mutating func take(for endpoint: String) -> Fault? {
    let index = faults.firstIndex { $0.endpoint == nil || $0.endpoint == endpoint }
    guard let index else { return nil }
    let fault = faults[index]
    faults[index].times -= 1
    if faults[index].times == 0 { faults.remove(at: index) }
    return fault
  }

  mutating func clear() {
    faults.removeAll()
  }
}
