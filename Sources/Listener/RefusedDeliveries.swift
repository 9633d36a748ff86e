import Synchronization

/// Counts refused deliveries and remembers the last, in memory alone: nothing unauthenticated is
/// written to disk (design §4).
public final class RefusedDeliveries: Sendable {
  /// As many as a person will read through; about 40 KB.
  public static let rememberedMax = 200

  private struct Ring {
    var deliveries: [RefusedDelivery] = []
    var count = 0
  }

  private let ring = Mutex(Ring())

  public init() {}

  public func note(_ delivery: RefusedDelivery) {
    ring.withLock { ring in
      if ring.deliveries.count < Self.rememberedMax {
        ring.deliveries.append(delivery)
      } else {
        ring.deliveries[ring.count % Self.rememberedMax] = delivery
      }
      ring.count += 1
    }
  }

  public var listing: RefusedListing {
    ring.withLock { ring in
      let oldest = ring.count % max(1, ring.deliveries.count)
      let inOrder = ring.deliveries[oldest...] + ring.deliveries[..<oldest]
      return RefusedListing(count: ring.count, deliveries: inOrder.reversed())
    }
  }
}
