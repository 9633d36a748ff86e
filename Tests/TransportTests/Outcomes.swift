import Foundation
import TestKit
import Testing
import Transport

extension TransportOutcome {
  var response: TransportResponse? {
    guard case .answered(let response) = self else { return nil }
    return response
  }
  /// The reason, when surely nothing was sent.
  var notSentReason: TransportFailure.Reason? {
    guard case .notSent(let failure) = self else { return nil }
    return failure.reason
  }
  /// The reason, when bytes may have left.
  var unclearReason: TransportFailure.Reason? {
    guard case .unclear(let failure) = self else { return nil }
    return failure.reason
  }
}

/// Waits for what another thread is about to make true, and fails only if it never is.
func eventually(
  _ condition: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let deadline = ContinuousClock.now + Polling.deadlineDefault
  while !condition() {
    try #require(ContinuousClock.now < deadline, sourceLocation: sourceLocation)
    try await Task.sleep(for: .milliseconds(2))
  }
}
