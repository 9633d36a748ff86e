import Domain
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// What the store keeps by a clock that somebody sets.
@Suite struct SetClockTests {
  private static let hour = Duration.seconds(3600)

  @Test(arguments: [true, false])
  func `no stock is taken for newer than what SmartBill says after the clock went back`(
    wasRunning: Bool
  ) async throws {
    try await SQLiteStore.use { store, _ in
      let now = Timestamp.sample
      _ = try await store.accept("e1")
      try store.writeRaw { db in
        try db.execute(
          sql: """
            INSERT INTO stock_shops (shop, identity, compared_as_of)
              VALUES ('magazin', 'code', \(now.milliseconds));
            INSERT INTO stock_products (shop, key, code, name, unit, as_of, state)
              VALUES ('magazin', 'A', 'A', '', 'buc', \(now.milliseconds), 'rejected'),
                ('magazin', 'B', 'B', '', 'buc', \((now - Self.hour * 3).milliseconds), 'rejected')
            """)
      }
      let before = now - Self.hour * 2
      if wasRunning {
        try await store.clockWasSet(by: Self.hour * -2, at: before)
      } else {
        try await expectEqual(store.recover(at: before).clockSetBack, Self.hour * 2)
      }
      try await expectEqual(store.stockStanding(of: "magazin")?.comparedAsOf, before)
      let moments = try store.writeRaw { db in
        try db.rows("SELECT as_of FROM stock_products ORDER BY key").map { try $0.moment("as_of") }
      }
      expectEqual(moments, [before, now - Self.hour * 3])
    }
  }
}
