import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct ReservedTurnTests {
  private let invoicing = ScriptedInvoicing()

  @Test(arguments: [
    (ReservationResult.reserved(Reservation(invoice: 1, attempt: 1)), 1), (.fenced, 0),
    (.stateIs(.withdrawn), 0),
  ])
  func `a turn is kept for the call of a reservation, and goes back without one`(
    answer: ReservationResult, turns: Int
  ) async throws {
    _ = await invoicing.turn(for: "firma")
    let result = try await invoicing.onTurn(for: "firma") {
      () async throws(StoreError) in answer
    }
    expectEqual(result, answer)
    expectEqual(invoicing.current.turns, turns)
  }

  @Test func `a turn goes back where the store fails`() async {
    _ = await invoicing.turn(for: "firma")
    await #expect(throws: StoreError.self) {
      try await invoicing.onTurn(for: "firma") {
        () async throws(StoreError) -> PaymentReservationResult in throw .unavailable("disk full")
      }
    }
    expectEqual(invoicing.current.turns, 0)
  }
}
