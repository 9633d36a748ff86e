import Domain
import Testing

/// One promise of `Store`, and how to see that it is kept. Every implementation is held to all:
/// `@Test(arguments: StorePromise.all) func keeps(_ promise: StorePromise)`.
public struct StorePromise: Sendable, CustomTestStringConvertible {
  public let sentence: String
  private let check: @Sendable (StoreScene) async throws -> Void

  init(_ sentence: String, _ check: @escaping @Sendable (StoreScene) async throws -> Void) {
    self.sentence = sentence
    self.check = check
  }

  public var testDescription: String { sentence }

  public static let all =
    inbox + lanes + claims + settlements + bindings + reservations + changes + notices + recovery
    + acts + doubts + replays + replayedJobs + prunes + standings + restores + reversals + payments
    + proformas + stock + keeping + words

  /// Checks it on a store without a past.
  public func check(_ store: any Store) async throws {
    try await check(StoreScene(store: store))
  }
}
