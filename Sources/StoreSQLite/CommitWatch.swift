import Domain
import Meters
import Synchronization

/// What the writer's last batches say of the disk, for who asks whether the store can take more.
final class CommitWatch: Sendable {
  private let meters: Meters
  private let state = Mutex(State())

  private struct State {
    /// When the batch began that is under way.
    var began: ContinuousClock.Instant?
    /// Why the last commit failed; nil since one succeeded.
    var failure: StoreError?
    /// What the file was found to be damaged by; it stays, for nothing mends a file by itself.
    var damage: StoreError?
  }

  init(_ meters: Meters) { self.meters = meters }

  func begin() { state.withLock { $0.began = .now } }

  /// - Parameter commit: how long it took; nil if the batch was left undone.
  func end(commit: Duration?) {
    if let commit { meters.commits.observe(commit) }
    state.withLock { state in
      state.began = nil
      if commit != nil { state.failure = nil }
    }
  }

  func fail(_ error: StoreError) {
    meters.failedCommits.rise()
    state.withLock { state in
      state.began = nil
      state.failure = error
    }
  }

  /// Whoever meets an error tells it: what is damaged may be read or written by few.
  func note(_ error: any Error) {
    guard error.isOfDamage else { return }
    state.withLock { $0.damage = $0.damage ?? StoreError(error) }
  }

  var damage: StoreError? { state.withLock(\.damage) }

  var failure: StoreError? { state.withLock(\.failure) }

  /// How long the batch under way has taken so far.
  var underWay: Duration? { state.withLock(\.began).map { .now - $0 } }
}
