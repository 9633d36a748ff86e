import Domain
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct PersonSearchTests {
  @Test func `answers about payments are found by whom they name, and counted with the others`()
    async throws
  {
    try await SQLiteStore.use { store, _ in
      for event in ["hers", "another's"] { try await expectEqual(store.accept(event), .new) }
      let named = try #require(PersonMark("ana@mail.example"))
      let record = try store.writeRaw { db in
        for (id, event, order, body) in [
          (1, "hers", "77", #"{"errorText":"Ana@mail.example nu exista"}"#),
          (2, "another's", "78", "{}"),
        ] {
          try db.execute(
            sql: """
              INSERT INTO payments (id, account, shop, order_id, payment_id, state, attempt,
                opened_by, method, amount, created_at, updated_at)
              VALUES (?, 'firma', 'magazin', ?, 'P1', 'refused', 1, ?, 'card', '10.00', 0, 0);
              INSERT INTO payment_bindings (shop, event, payment, bound_at)
              VALUES ('magazin', ?, ?, 0);
              INSERT INTO payment_evidence (payment, attempt, at, kind, status, body)
              VALUES (?, 1, 0, 'answered', 400, CAST(? AS BLOB));
              UPDATE events SET subject = ? WHERE id = ?;
              """, arguments: [id, order, event, event, id, id, body, order, event])
        }
        return try PersonSearch(db: db).record(of: .named(named))
      }
      expectEqual(record.events.map(\.id), ["hers"])
      expectEqual(record.payments.map(\.id), [1])
      expectEqual(record.answers, 1)
      #expect(record.answersNaming.isEmpty && record.paymentAnswersNaming == [1])
    }
  }
}
