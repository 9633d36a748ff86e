import Domain

/// What every call has in common that must not be made twice: it is sent while its claim lasts, and
/// what came back is kept before it is read.
struct SingleCall: Sendable {
  let settings: EngineSettings
  let time: any TimeSource
  /// When the claim's lease ends, counted from before it was claimed.
  private let leaseEnd: ContinuousClock.Instant

  init(_ settings: EngineSettings, _ time: any TimeSource, _ claim: Claim) {
    self.settings = settings
    self.time = time
    leaseEnd = (claim.heldSince ?? .now) + settings.lease
  }

  /// Holds as long as there is time to send before another may have the claim.
  var permit: SendPermit {
    SendPermit { [leaseEnd, margin = settings.sendMargin] in
      ContinuousClock.now + margin < leaseEnd
    }
  }

  /// Keeps evidence whatever it takes: it may be the only trace of what was made. Throws only once the
  /// grace period of a shutdown is over. The answer must not be read then: what it is of stays as it
  /// was when it was sent, and the next start finds it in doubt.
  func keep(_ record: () async throws(StoreError) -> Void) async throws(StoreError) {
    while true {
      do throws(StoreError) { return try await record() } catch {
        guard error != .closed, !Task.isCancelled else { throw error }
        await time.sleep(until: time.now() + EngineState.claimRetryDelay)
      }
    }
  }
}
