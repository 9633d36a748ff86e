import Domain
import Testing

extension StorePromise {
  static let inbox = [
    StorePromise("a second delivery of an event is accepted once") { scene in
      try await expectEqual(scene.accept("e1"), .new)
      try await expectEqual(scene.accept("e1"), .duplicate)
      let events = try await scene.store.events(EventFilter())
      expectEqual(events.map(\.duplicates), [1])
      expectEqual(events.map(\.conflicts), [0])
      try await expectEqual(scene.claim(.handling).count, 1)
    },
    StorePromise("an id with another body is a conflict: the first stands, both are kept") {
      scene in
      try await expectEqual(scene.accept("e1", body: "first"), .new)
      try await expectEqual(scene.accept("e1", body: "second"), .conflict)
      try await expectEqual(scene.accept("e1", body: "second"), .conflict)
      let detail = try #require(try await scene.store.event("e1", of: scene.shop))
      expectEqual(detail.body, Array("first".utf8))
      expectEqual(detail.conflictingBodies, [Array("second".utf8)])
      expectEqual(detail.event.duplicates, 2)
      expectEqual(detail.event.conflicts, 2)
      try await expectEqual(scene.claim(.handling).map(\.event?.body), [Array("first".utf8)])
    },
    StorePromise("the same id from another shop is another event") { scene async throws in
      try await expectEqual(scene.accept("e1"), .new)
      let other = Delivery(shop: "alt", event: "e1", receivedAt: scene.now, body: [])
      try await expectEqual(scene.store.accept(other), .new)
      try await expectEqual(scene.store.events(EventFilter(shop: "alt")).map(\.id), ["e1"])
    },
    StorePromise("of 200 deliveries of an event at once, one is new") { scene in
      let answers = try await withThrowingTaskGroup(of: Acceptance.self) { group in
        for _ in 0..<200 { group.addTask { try await scene.accept("e1") } }
        return try await group.reduce(into: [Acceptance]()) { $0.append($1) }
      }
      expectEqual(answers.count { $0 == .new }, 1)
      expectEqual(answers.count { $0 == .duplicate }, 199)
    },
    StorePromise("a delivery is recorded though its task was cancelled") { scene in
      let answer = try await withThrowingTaskGroup(of: Acceptance.self) { group in
        group.addTask {
          withUnsafeCurrentTask { $0?.cancel() }
          return try await scene.accept("e1")
        }
        return try await group.next()
      }
      expectEqual(answer, .new)
      try await expectEqual(scene.accept("e1"), .duplicate)
    },
    StorePromise("what handling found out is listed with the event") { scene in
      _ = try await scene.accept("e1")
      _ = try await scene.accept("e2")
      let claim = try await scene.claim(.handleEvent, of: "e1")
      let label = EventLabel(type: "order.status_changed", subject: "1001", occurredAt: nil)
      let held = Settlement(
        claim.fence, .held(Failure(.shopNotConfigured, detail: "why")), label: label)
      try await expectEqual(scene.store.settle([held], at: scene.now), [.settled])
      let listed = try await scene.store.events(
        EventFilter(shop: scene.shop, type: label.type, subject: "1001", state: .held))
      expectEqual(listed.map(\.id), ["e1"])
      expectEqual(listed.first?.failure, Failure(.shopNotConfigured, detail: "why"))
      expectEqual(listed.first?.bodyBytes, 2)
      try await expectEqual(scene.store.events(EventFilter()).map(\.id), ["e2", "e1"])
      try await expectEqual(scene.store.events(EventFilter(limit: 1)).map(\.id), ["e2"])
      #expect(try await scene.store.event("e3", of: scene.shop) == nil)
    },
    StorePromise("a secret's last use is kept, and an earlier one told late changes nothing") {
      scene async throws in
      func use(_ fingerprint: String, _ seconds: Int, of shop: ShopID = "magazin") -> SecretUse {
        SecretUse(
          shop: shop, fingerprint: fingerprint, lastAt: scene.now + .seconds(seconds))
      }
      #expect(try await scene.store.secretUses().isEmpty)
      try await scene.store.note([use("aa", 1), use("bb", 2), use("aa", 3, of: "alt")])
      try await scene.store.note([use("aa", 5), use("bb", 1)])
      expectEqual(
        Set(try await scene.store.secretUses()),
        [use("aa", 5), use("bb", 2), use("aa", 3, of: "alt")])
    },
  ]
}
