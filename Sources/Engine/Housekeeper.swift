import Domain
import Logging
import ServiceLifecycle

/// Removes what the settings keep no longer, a short step at a time: bodies each minute, history four
/// times a day. It pauses after each step, so that deliveries and invoices have the store nearly to
/// themselves.
public struct Housekeeper: Service, CustomStringConvertible {
  private let store: any Housekeeping
  private let keep: KeepPolicy
  private let time: any TimeSource
  private let logger: Logger

  /// A start has other things to do first.
  static let startDelay = Duration.seconds(5)
  /// Between two passes: one that finds no body reads a few rows.
  static let passDelay = Duration.seconds(60)
  /// One of so many passes looks for history too, and so reads all old jobs that must stay. Counted,
  /// so that a clock that is set changes nothing.
  static let passesPerWhole = 360
  /// After each step. A step takes some ten milliseconds, so most of the time is others'.
  static let stepPause = Duration.milliseconds(200)

  public init(store: any Housekeeping, keep: KeepPolicy, time: any TimeSource, logger: Logger) {
    self.store = store
    self.keep = keep
    self.time = time
    self.logger = logger
  }

  public var description: String { "housekeeper" }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await time.sleep(until: time.now() + Self.startDelay)
      var passes = 0
      while !Task.isCancelled {
        await pass(isWhole: passes % Self.passesPerWhole == 0)
        passes += 1
        await time.sleep(until: time.now() + Self.passDelay)
      }
    }
  }

  /// Answers what was removed.
  @discardableResult
  func pass(isWhole: Bool = true) async -> HousekeepingCount {
    var total = HousekeepingCount()
    let cutoffs = keep.cutoffs(at: time.now())
    var place: HousekeepingPlace? = .start
    while let current = place, isWhole || current.isOfBodies, !Task.isCancelled {
      do {
        let step = try await store.removeOutdated(cutoffs, from: current, at: time.now())
        total += step.removed
        place = step.next
        if !step.removed.isEmpty { await time.sleep(until: time.now() + Self.stepPause) }
      } catch {
        logger.warning(
          "what the settings keep no longer can't be removed yet", metadata: ["error": "\(error)"])
        break
      }
    }
    if !total.isEmpty {
      logger.info(
        "removed what the settings keep no longer",
        metadata: [
          "bodies": "\(total.bodies)", "jobs": "\(total.jobs)",
          "deliveries": "\(total.deliveries)", "callbacks": "\(total.notices)",
        ])
    }
    return total
  }
}
