/// Waits until something is so; a deadline only ends a test that has failed.
public enum Polling {
  public struct NeverSo: Error, CustomStringConvertible {
    public let description: String
    public init(description: String) { self.description = description }
  }

  /// No machine is so slow that a test which will succeed takes as long.
  public static let deadlineDefault = Duration.seconds(300)

  /// The share of the time waited so far that is waited before looking again: whoever waits long
  /// leaves the processor to what it waits for.
  private static let pauseShare = 0.2
  private static let pauses = Duration.milliseconds(40)...Duration.milliseconds(500)

  /// Returns the first value that isn't nil.
  public static func value<Value>(
    _ what: String, within deadline: Duration = deadlineDefault,
    of body: () async throws -> Value?
  ) async throws -> Value {
    let start = ContinuousClock.now
    while true {
      if let value = try await body() { return value }
      let waited = ContinuousClock.now - start
      guard waited < deadline else {
        throw NeverSo(description: "not within \(deadline): \(what)")
      }
      let pause = min(max(waited * pauseShare, pauses.lowerBound), pauses.upperBound)
      try await Task.sleep(for: pause)
    }
  }

  public static func until(
    _ what: String, within deadline: Duration = deadlineDefault, _ body: () async throws -> Bool
  ) async throws {
    _ = try await value(what, within: deadline) { try await body() ? true : nil }
  }
}
