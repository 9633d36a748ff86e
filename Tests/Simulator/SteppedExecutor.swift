import Foundation

/// Runs tasks on the thread that drains it, in the order in which they became ready, so that one
/// thing happens at a time and always the same.
///
/// The store answers from threads of its own; while a call of it is under way, draining waits.
final class SteppedExecutor: TaskExecutor, @unchecked Sendable {
  /// Far longer than any call of the store takes.
  static let patience: TimeInterval = 120

  private let condition = NSCondition()
  /// Guarded by `condition`.
  private var ready: [UnownedJob] = []
  /// Touched by the draining thread alone.
  private var taken: [UnownedJob] = []
  private var callsOutside = 0

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    ready.append(job)
    condition.signal()
    condition.unlock()
  }

  /// Runs until every task waits for something that only the world can give.
  func drain() {
    while take() {
      for job in taken { job.runSynchronously(on: asUnownedTaskExecutor()) }
      taken.removeAll(keepingCapacity: true)
    }
  }

  private func take() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while ready.isEmpty {
      guard callsOutside > 0 else { return false }
      guard condition.wait(until: Date(timeIntervalSinceNow: Self.patience)) || !ready.isEmpty
      else { fatalError("a call of the store has not returned") }
    }
    swap(&ready, &taken)
    return true
  }

  /// Makes a call that another thread will answer.
  func outside<Value, Failure: Error>(
    _ call: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    callsOutside += 1
    defer { callsOutside -= 1 }
    return try await call()
  }

  /// Starts a task here.
  @discardableResult
  func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: self) { await body() }
  }

  /// Runs the body to its end; it must wait for nothing but the store.
  func finish<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
    let box = Box<Value>()
    start { box.value = await body() }
    drain()
    guard let value = box.value else { fatalError("a task that was to end at once waits") }
    return value
  }

  private final class Box<Value>: @unchecked Sendable { var value: Value? }
}
