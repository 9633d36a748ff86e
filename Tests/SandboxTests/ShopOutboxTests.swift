import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopOutboxTests {
  let start = ShopTime(ms: 1_795_000_000_000)

  @Test func `the webhooks of one order leave in order, those of two side by side`() {
    var outbox = ShopOutbox()
    outbox.add(.cancelRequested(orderID: "1"), id: "a", at: start)
    outbox.add(.cancelRequested(orderID: "1"), id: "b", at: start)
    outbox.add(.cancelRequested(orderID: "2"), id: "c", at: start)
    expectEqual(outbox.claim(at: start, atMost: 8).map(\.id), ["a", "c"])
    #expect(outbox.claim(at: start, atMost: 8).isEmpty)
    #expect(outbox.settle("a", with: .init(status: 202), at: start) == nil)
    expectEqual(outbox.claim(at: start, atMost: 8).map(\.id), ["b"])
  }

  @Test func `what is not received is sent again under its id, later and later`() {
    var outbox = ShopOutbox()
    outbox.add(.cancelRequested(orderID: "1"), id: "a", at: start)
    var now = start
    var waits: [Int64] = []
    let answers: [ShopOutbox.Answer] = [
      .init(status: 503), .init(error: "refused"), .init(status: 401), .init(status: 302),
    ]
    for answer in answers {
      expectEqual(outbox.claim(at: now, atMost: 8).map(\.id), ["a"])
      let wait = outbox.settle("a", with: answer, at: now) ?? -1
      #expect(outbox.claim(at: now + (wait - 1), atMost: 8).isEmpty)
      waits.append(wait)
      now = now + wait
    }
    expectEqual(waits, [250, 500, 1000, 2000])
    expectEqual(outbox.entries[0].attempts, 4)
    expectEqual(ShopOutbox.backoffMs(afterAttempt: 1_000), ShopOutbox.backoffMaxMs)
  }

  @Test func `no more are claimed than there is room for`() {
    var outbox = ShopOutbox()
    for order in 1...5 {
      outbox.add(.cancelRequested(orderID: "\(order)"), id: "\(order)", at: start)
    }
    expectEqual(outbox.claim(at: start, atMost: 2).map(\.id), ["1", "2"])
    expectEqual(outbox.sendingCount, 2)
    expectEqual(outbox.claim(at: start, atMost: 2).map(\.id), ["3", "4"])
  }

  @Test func `delivered ones are forgotten in the end, waiting ones never`() {
    var outbox = ShopOutbox()
    outbox.add(.cancelRequested(orderID: "waits"), id: "waits", at: start + 1_000)
    for number in 0..<ShopOutbox.deliveredMax {
      outbox.add(.cancelRequested(orderID: "1"), id: "\(number)", at: start)
      #expect(outbox.settle("\(number)", with: .init(status: 200), at: start) == nil)
    }
    #expect(outbox.entries.count <= ShopOutbox.deliveredMax)
    expectEqual(outbox.entries[0].id, "waits")
  }
}
