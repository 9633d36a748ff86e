import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct NotifyingTests {
  let down = NoticeReading.failed(Failure(.shopUnreachable), retryAfter: nil)

  @Test func `a callback is retried under one id and sequence until it is taken`() async throws {
    try await Workbench.with { bench in
      bench.shop.answer(down, .failed(Failure(.shopRefused), retryAfter: .seconds(50)))
      try await bench.confirm()
      let start = bench.clock.now()
      try await bench.finish()
      expectEqual(bench.shop.notices.count, 3)
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 1)
      expectEqual(Set(bench.shop.notices.map(\.sequence)), [1])
      // 5 s less a fifth at least, then the 50 s that the shop asked for.
      #expect(bench.clock.now() - start >= .seconds(54))
      try await expectEqual(
        bench.store.jobs(JobFilter(kind: .notifyShop)).map(\.state), [.completed])
    }
  }

  @Test func `410 ends it, and it stays visible`() async throws {
    try await Workbench.with { bench in
      bench.shop.answer(.gone)
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.shop.notices.count, 1)
      try await expectEqual(bench.failures(.discarded), [.shopGone])
    }
  }

  @Test func `after the last attempt it is dead, and a later notice still goes out`() async throws {
    try await Workbench.with { bench in
      for _ in 0...RetryPolicy.callbackDelays.count { bench.shop.answer(down) }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      // The order of one order's notices is kept while the first is still tried.
      expectEqual(Set(bench.told), ["invoice.issued"])
      try await bench.finish()
      try await expectEqual(bench.failures(.discarded), [.callbackExhausted])
      expectEqual(bench.told.count { $0 == "invoice.issued" }, 1 + RetryPolicy.callbackDelays.count)
      expectEqual(bench.told.last, "invoice.cancelled")
    }
  }

  @Test func `a requeued callback starts again from the first delay, under a new fence`()
    async throws
  {
    try await Workbench.with { bench in
      for _ in 0...RetryPolicy.callbackDelays.count { bench.shop.answer(down) }
      try await bench.confirm()
      try await bench.finish()
      try await expectEqual(bench.failures(.discarded), [.callbackExhausted])
      let dead = try #require(try await bench.store.jobs(JobFilter(kind: .notifyShop)).first)
      bench.shop.answer(down, down)
      try await bench.act(.requeue(dead.id))
      try await bench.drain()
      let again = try #require(try await bench.store.jobs(JobFilter(kind: .notifyShop)).first)
      expectEqual(again.state, .available)
      expectEqual(again.attempt, dead.attempt + 1)
      #expect(again.runAt - bench.clock.now() <= .seconds(6))
      try await bench.finish()
      try await expectEqual(
        bench.store.jobs(JobFilter(kind: .notifyShop)).map(\.state), [.completed])
    }
  }

  @Test func `an event of a shop that is no longer configured is held`() async throws {
    try await Workbench.with { bench in
      try await bench.receive(SampleEvent.cancelRequested("1"), as: "e1", from: "alt")
      try await bench.drain()
      try await expectEqual(bench.failures(.held), [.shopNotConfigured])
    }
  }
}
