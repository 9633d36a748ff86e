import Domain
import Listener
import TestKit
import Testing

@Suite struct RefusedDeliveriesTests {
  @Test func `all are counted, the last 200 remembered, the newest first`() {
    let refused = RefusedDeliveries()
    expectEqual(refused.listing, RefusedListing(count: 0, deliveries: []))
    for bytes in 1...350 {
      refused.note(
        RefusedDelivery(
          at: Timestamp(milliseconds: 0), shop: "magazin", reason: .forged, bytes: bytes))
      expectEqual(refused.listing.deliveries.first?.bytes, bytes)
    }
    expectEqual(refused.listing.count, 350)
    expectEqual(refused.listing.deliveries.map(\.bytes), (151...350).reversed())
  }

  @Test func `a stranger's text is cut`() {
    let shop = String(repeating: "e\u{301}\u{301}\u{301}", count: 1000)
    let refused = RefusedDelivery(
      at: Timestamp(milliseconds: 0), shop: shop, reason: .unknownShop, bytes: 0)
    expectEqual(refused.shop.unicodeScalars.count, 64)
  }
}
