import Domain
import Synchronization

/// The last attempts that failed, in memory alone: the store keeps them all, but not in a way that
/// finds the last in a long time without any.
public final class RecentFailures: Sendable {
  /// More than fit a screen.
  public static let rememberedMax = 20

  private let attempts = Mutex<[FailedAttempt]>([])

  public init() {}

  func note(_ attempt: FailedAttempt) {
    attempts.withLock { attempts in
      if attempts.count == Self.rememberedMax { attempts.removeFirst() }
      attempts.append(attempt)
    }
  }

  /// The newest first.
  public var list: [FailedAttempt] { attempts.withLock { $0.reversed() } }
}

/// An attempt at a job that did not complete it; without the failure's detail, which may name a
/// customer.
public struct FailedAttempt: Codable, Sendable, Equatable {
  public let at: Timestamp
  public let code: FailureCode
  public let job: Job.ID
  public let kind: JobKind
  public let shop: ShopID

  public init(at: Timestamp, code: FailureCode, job: Job.ID, kind: JobKind, shop: ShopID) {
    self.at = at
    self.code = code
    self.job = job
    self.kind = kind
    self.shop = shop
  }

  init(_ failure: Failure, of claim: Claim, at moment: Timestamp) {
    self.init(
      at: moment, code: failure.code, job: claim.job.id, kind: claim.job.command.kind,
      shop: claim.job.command.asked.shop)
  }
}
