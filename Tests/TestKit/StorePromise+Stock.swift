import Domain
import Testing

extension StorePromise {
  static let stock = [
    StorePromise("a product is in the stock ledger once the shop has answered for it") { scene in
      let batch = try await scene.plan("s1", [["A": "1", "B": "2", "C": "3"]])[0]
      try await expectEqual(scene.stockProducts(), [])
      try await expectEqual(
        scene.answer(
          batch, "s1",
          [
            .init(key: "A", result: .updated), .init(key: "B", result: .createdHidden),
            .init(key: "C", result: .unchanged, isPublished: false),
          ]), .settled)
      let products = try await scene.store.stockProducts(of: scene.shop, after: nil, limit: 10)
      expectEqual(products.map(\.key.text), ["A", "B", "C"])
      expectEqual(products.map(\.level), ["1", "2", "3"])
      expectEqual(products.map(\.state), [.listed, .hidden, .hidden])
      try await expectEqual(
        scene.store.stockProducts(of: scene.shop, in: .hidden, limit: 10)
          .map(\.key.text), ["B", "C"])
      // Read on behind a key.
      try await expectEqual(
        scene.store.stockProducts(of: scene.shop, after: "A", limit: 1)
          .map(\.key.text), ["B"])
      #expect(try await scene.store.stockBatch(batch) == nil)
      let passes = try await scene.store.stockPasses(of: scene.shop, limit: 10)
      expectEqual(passes.map(\.itemsOpen), [0])
    },
    StorePromise("a hidden product stays hidden until the shop says that it is published") {
      scene in
      let first = try await scene.plan("s1", [["A": "1"]])[0]
      _ = try await scene.answer(first, "s1", [.init(key: "A", result: .createdHidden)])
      let second = try await scene.plan("s2", [["A": "2"]])[0]
      _ = try await scene.answer(second, "s2", [.init(key: "A", result: .updated)])
      try await expectEqual(scene.stockProducts(), ["A 2 hidden"])
      let third = try await scene.plan("s3", [["A": "3"]])[0]
      _ = try await scene.answer(
        third, "s3", [.init(key: "A", result: .updated, isPublished: true)])
      try await expectEqual(scene.stockProducts(), ["A 3 listed"])
      let history = try await scene.store.stockHistory(of: scene.shop, "A", limit: 10)
      expectEqual(history.map(\.level), ["3", "2", "1"])
      expectEqual(history.map(\.result), [.updated, .updated, .createdHidden])
    },
    StorePromise("what a shop rejects, or doesn't name, is sent once more alone") { scene in
      let batch = try await scene.plan("s1", [["A": "1", "B": "2", "C": "3"]])[0]
      _ = try await scene.answer(
        batch, "s1",
        [.init(key: "A", result: .updated), .init(key: "B", result: .rejected, reason: "nu")])
      try await expectEqual(scene.stockProducts(), ["A 1 listed"])
      var alone: [String] = []
      // One at a time, for they are of one lane.
      for _ in 0..<2 {
        let claims = try await scene.claim(.shops)
        expectEqual(claims.count, 1)
        guard case .applyStock(let apply)? = claims.first?.job.command, let claim = claims.first
        else { continue }
        let stored = try await scene.store.stockBatch(apply.batch)
        let keys = stored?.content.items.map(\.key.text) ?? []
        alone += keys
        let answers = keys.map {
          StockAnswer(key: StockKey($0), result: .rejected, reason: "tot nu")
        }
        _ = try await scene.settle(
          claim, .completed, changes: [.stockAnswered(apply.batch, answers)])
      }
      expectEqual(alone, ["B", "C"])
      // Alone already, it is kept as rejected, and nothing more is asked.
      #expect(try await scene.claim(.shops).isEmpty)
      try await expectEqual(scene.stockProducts(), ["A 1 listed", "B - rejected", "C - rejected"])
    },
    StorePromise("a pass that is planned anew forgets what its first try had planned") { scene in
      let first = try await scene.plan("s1", [["A": "1"], ["B": "1"]])
      let again = try await scene.plan("s1", [["C": "1"]], isNew: false)
      for batch in first { #expect(try await scene.store.stockBatch(batch) == nil) }
      let kept = try #require(try await scene.store.stockBatch(again[0]))
      expectEqual(kept.content.items.map(\.key.text), ["C"])
      try await expectEqual(scene.store.stockPasses(of: nil, limit: 10).count, 1)
    },
    StorePromise("an older level never takes the place of a newer one that was acknowledged") {
      scene in
      let older = try await scene.plan("s1", [["A": "5", "B": "5"]])[0]
      let later = scene.now + .seconds(1)
      let push = try await scene.plan("p1", [["A": "3"]], asOf: later, scope: .part(rest: [:]))[0]
      _ = try await scene.answer(push, "p1", [.init(key: "A", result: .updated)])
      _ = try await scene.answer(
        older, "s1", [.init(key: "A", result: .updated), .init(key: "B", result: .updated)])
      try await expectEqual(scene.stockProducts(), ["A 3 listed", "B 5 listed"])
      try await expectEqual(scene.store.stockHistory(of: scene.shop, "A", limit: 9).count, 1)
    },
    StorePromise("a push takes what it names out of the batches that are open") { scene in
      let ids = try await scene.plan("s1", [["A": "5", "B": "5"], ["A": "5"], ["C": "1"]])
      let open = try await scene.store.stockBatches(of: scene.shop, after: ids[0], limit: 1)
      expectEqual(open.map(\.id), [ids[1]])
      var rest: [StockBatch.ID: StockBatch.Content] = [:]
      for id in ids.prefix(2) {
        rest[id] = try await scene.store.stockBatch(id)?.content
        rest[id]?.items.removeAll { $0.key == "A" }
      }
      _ = try await scene.plan("p1", [["A": "3"]], scope: .part(rest: rest))
      let left = try await scene.store.stockBatches(of: scene.shop, after: nil, limit: 10)
      expectEqual(left.map { $0.content.items.map(\.key.text) }, [["B"], ["C"], ["A"]])
      #expect(try await scene.store.stockBatches(of: "altul", after: nil, limit: 10).isEmpty)
      let passes = try await scene.store.stockPasses(of: scene.shop, limit: 10)
      expectEqual(passes.map(\.itemsOpen), [1, 2])
    },
    StorePromise("until a pass that takes open batches' place is settled, all is to be told again")
    {
      scene in
      let shop = scene.shop
      #expect(try await scene.store.stockStanding(of: shop) == nil)
      func settle(_ event: EventID, _ compared: Timestamp) async throws {
        let claim = try await scene.claim(.handleEvent, of: event)
        _ = try await scene.settle(
          claim, .completed, changes: [.stockCompared(shop, asOf: compared)])
      }
      let batch = try await scene.plan("s1", [["A": "5"]])[0]
      try await expectEqual(
        scene.store.stockStanding(of: shop), StockStanding(identity: .code, comparedAsOf: nil))
      try await settle("s1", scene.now)
      try await expectEqual(scene.store.stockStanding(of: shop)?.comparedAsOf, scene.now)
      var rest = try #require(try await scene.store.stockBatch(batch)).content
      rest.items = []
      _ = try await scene.plan("p1", [["A": "3"]], scope: .part(rest: [batch: rest]))
      #expect(try await scene.store.stockStanding(of: shop)?.comparedAsOf == nil)
      try await settle("p1", scene.now)
      // A push that takes no place leaves it as it is, a comparison of the whole takes the push's.
      _ = try await scene.plan("p2", [["B": "3"]], scope: .part(rest: [:]))
      try await expectEqual(scene.store.stockStanding(of: shop)?.comparedAsOf, scene.now)
      _ = try await scene.plan("s2", [["A": "3"]])
      #expect(try await scene.store.stockStanding(of: shop)?.comparedAsOf == nil)
    },
    StorePromise("a later pass takes over what an earlier one could not bring") { scene in
      let first = try await scene.plan("s1", [["A": "1"]])
      let second = try await scene.plan("s2", [["A": "2"]])
      #expect(try await scene.store.stockBatch(first[0]) == nil)
      #expect(try await scene.store.stockBatch(second[0]) != nil)
    },
    StorePromise("each batch has its own id, and a sequence that rises in its shop") { scene in
      let ids = try await scene.plan("s1", [["A": "1"], ["B": "1"], ["C": "1"]])
      var batches: [StockBatch] = []
      for id in ids {
        if let batch = try await scene.store.stockBatch(id) { batches.append(batch) }
      }
      expectEqual(Set(batches.map(\.webhookID)).count, 3)
      expectEqual(batches.map(\.sequence), batches.map(\.sequence).sorted())
      expectEqual(Set(batches.map(\.sequence)).count, 3)
    },
    StorePromise("of a product's history, and of a shop's passes, the newest are kept") { scene in
      let answers = StockHistoryEntry.keptMax + 2
      for number in 1...answers {
        let event = EventID("s\(number)")
        let code = number == 1 ? "B" : "A"
        let batch = try await scene.plan(event, [[code: Quantity(units: Int64(number))]])[0]
        _ = try await scene.answer(batch, event, [.init(key: StockKey(code), result: .updated)])
      }
      let history = try await scene.store.stockHistory(of: scene.shop, "A", limit: 1000)
      expectEqual(history.count, StockHistoryEntry.keptMax)
      expectEqual(history.first?.level, Quantity(units: Int64(answers)))
      try await expectEqual(scene.store.stockHistory(of: scene.shop, "B", limit: 10).count, 1)
      for number in 1...StockPass.keptMax {
        _ = try await scene.plan(EventID("later-\(number)"), [], isNew: false)
      }
      let passes = try await scene.store.stockPasses(of: scene.shop, limit: 10_000)
      expectEqual(passes.count, StockPass.keptMax)
      expectEqual(passes.first?.event, EventID("later-\(StockPass.keptMax)"))
    },
    StorePromise("orders whose invoice isn't issued yet are reserved") { scene in
      #expect(try await scene.store.stockReserved(of: scene.shop, by: .code).isEmpty)
      _ = try await scene.ask("e1")
      let reserved = try await scene.store.stockReserved(of: scene.shop, by: .title)
      let lines = Order.sample(id: "1001").lines.filter { $0.kind == .product }
      #expect(!lines.isEmpty)
      for line in lines { expectEqual(reserved[StockKey(line.name)], line.quantity) }
      // One that is left alone for a while is no less confirmed.
      guard case .issueInvoice(let issue) = scene.issue("1002", "e2") else { return }
      let wait = Command.WaitToIssue(
        issue, wait: .seconds(600), monthEnd: nil, delayedAfter: .seconds(300))
      try await scene.handle("e2", [.waitToIssue(wait)])
      let both = try await scene.store.stockReserved(of: scene.shop, by: .title)
      for line in lines { expectEqual(both[StockKey(line.name)], line.quantity + line.quantity) }
    },
  ]
}

extension StockKey: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}

extension StoreScene {
  /// Plans batches by an event's pass; each a job's matter.
  func plan(
    _ event: EventID, _ batches: [[String: Quantity]], isNew: Bool = true, asOf: Timestamp? = nil,
    scope: NewStockPass.Scope = .whole
  ) async throws -> [StockBatch.ID] {
    let report = StockReport(
      cause: .request, isFull: false, asOf: asOf ?? now, products: batches.count,
      changes: batches.count)
    let pass = try await store.begin(
      NewStockPass(asked: asked(event), report: report, identity: .code, scope: scope), at: now)
    let contents = batches.map { items in
      StockBatch.Content(
        identity: .code, hiddenCategory: nil,
        items: items.sorted { $0.key < $1.key }.map { code, quantity in
          StockChange(
            key: StockKey(code), code: code, name: "Produs \(code)", unit: "buc",
            quantity: quantity)
        })
    }
    if isNew { _ = try await accept(event) }
    return try await store.plan(contents, for: pass, at: now)
  }

  func answer(_ batch: StockBatch.ID, _ event: EventID, _ answers: [StockAnswer]) async throws
    -> SettlementResult
  {
    let claim = try await claim(.handleEvent, of: event)
    return try await settle(claim, .completed, changes: [.stockAnswered(batch, answers)])
  }

  /// `A 1 listed`, a line a product.
  func stockProducts() async throws -> [String] {
    try await store.stockProducts(of: shop, after: nil, limit: 100).map {
      "\($0.key) \($0.level?.description ?? "-") \($0.state.rawValue)"
    }
  }
}
