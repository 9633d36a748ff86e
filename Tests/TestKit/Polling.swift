/// Waits until something is so; a deadline only ends a test that has failed.
public enum Polling {
  public struct NeverSo: Error, CustomStringConvertible {
    public let description: String
    public init(description: String) { self.description = description }
  }

  /// Long, for a slow machine that runs other tests beside.
  public static let deadlineDefault = Duration.seconds(60)

  /// Returns the first value that isn't nil.
  public static func value<Value>(
    _ what: String, within deadline: Duration = deadlineDefault,
    of body: () async throws -> Value?
  ) async throws -> Value {
    let end = ContinuousClock.now + deadline
    while true {
      if let value = try await body() { return value }
      guard ContinuousClock.now < end else {
        throw NeverSo(description: "not within \(deadline): \(what)")
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  public static func until(
    _ what: String, within deadline: Duration = deadlineDefault, _ body: () async throws -> Bool
  ) async throws {
    _ = try await value(what, within: deadline) { try await body() ? true : nil }
  }
}
